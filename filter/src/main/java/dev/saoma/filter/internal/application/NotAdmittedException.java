package dev.saoma.filter.internal.application;

import dev.saoma.filter.internal.web.Page;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown if the application does not admit a verified user, or its mapper failed. The message is for the log. */
public final class NotAdmittedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Page page;
    private final @Nullable String userMessage;
    private final String subject;

    private NotAdmittedException(
            Page page, String message, @Nullable String userMessage, @Nullable Throwable cause, String subject) {
        super(message, cause);
        this.page = Objects.requireNonNull(page, "page");
        this.userMessage = userMessage;
        this.subject = subject;
    }

    static NotAdmittedException refused(String userMessage, String subject) {
        return new NotAdmittedException(
                Page.REFUSED, "the application's userMapper refused the user", userMessage, null, subject);
    }

    static NotAdmittedException notBound(String subject) {
        return new NotAdmittedException(
                Page.REFUSED, "the user has no account bound, which only a browser can do", null, null, subject);
    }

    static NotAdmittedException failed(String what, @Nullable Throwable cause, String subject) {
        return new NotAdmittedException(
                Page.MAPPER_FAULT, "the application's userMapper failed: " + what, null, cause, subject);
    }

    /** Returns the verified subject. */
    public String subject() {
        return subject;
    }

    public Page page() {
        return page;
    }

    /** Returns the application's message to the user; null if it has none. */
    @Nullable
    public String userMessage() {
        return userMessage;
    }
}
