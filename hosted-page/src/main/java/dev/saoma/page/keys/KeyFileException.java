package dev.saoma.page.keys;

import java.nio.file.Path;

/** Thrown if a key file cannot be read, written or used. The message names the file and what to do, never its content. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(Path file, String why, Throwable cause) {
        super(file + ": " + why, cause);
    }

    KeyFileException(Path file, String why) {
        super(file + ": " + why);
    }
}
