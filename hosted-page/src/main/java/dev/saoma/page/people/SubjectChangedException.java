package dev.saoma.page.people;

import java.nio.file.Path;

/** Thrown if the settings identify people by another identifier than before, which must not happen by accident. */
public final class SubjectChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SubjectChangedException(String before, String now, Path file) {
        super("People have been identified by \"" + before
                + "\" so far, and the settings (wechat.subject, wechat.appId) now have \""
                + now
                + "\": everyone would be a new user to every application. Restore the settings. If the change is"
                + " intended, delete " + file + " – see docs/page/settings.md#the-id-of-a-user");
    }
}
