package dev.saoma.page.people;

import java.nio.file.Path;

/** People are to be known by another identifier than before, which must not happen by accident. */
public final class SubjectChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SubjectChangedException(String before, String now, Path file) {
        super("People have been known by \"" + before
                + "\" so far, and the settings (wechat.subject, wechat.appId) now say \""
                + now
                + "\": everybody would be a new user to every application. Put the settings back. If that is really"
                + " meant, delete " + file + " – see docs/page/settings.md#the-id-of-a-user");
    }
}
