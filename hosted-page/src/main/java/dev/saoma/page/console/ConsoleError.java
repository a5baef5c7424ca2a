package dev.saoma.page.console;

import dev.saoma.page.console.content.Link;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to refuse a request. Its kind selects the texts shown, {@code error.KIND.title} and {@code error.KIND.text}.
 */
final class ConsoleError extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason of a refusal, with its HTTP status. */
    enum Kind {
        /** There is no such address, person or row. */
        NOT_FOUND(404),
        METHOD(405),
        /** The host name is not the console's. */
        HOST(421),
        /** The request was sent by another site, or without this session's form token. */
        FOREIGN(403),
        /** The session has ended, or there was none. */
        NO_SESSION(401),
        /** The administrator's duty does not allow the request. */
        DUTY(403),
        /** The settings can be changed only in the file: {@code console.readOnly}. */
        READ_ONLY(403),
        /** The scan is older than five minutes. */
        OLD_SCAN(403),
        /** The typed name is not the expected one. */
        NAME(422),
        /** The object was changed in the meantime, or the form carries no version. */
        VERSION(409),
        /** The directory refuses the operation; the detail states why. */
        REFUSED(409),
        /** The request is not one that the form would send. */
        INVALID(400),
        TOO_LARGE(413),
        TOO_MANY(429),
        /** The link from the command line is used, expired, or not of a pool of this console. */
        LINK(403),
        /** The sign-in has ended or belongs to another browser. */
        SIGN_IN(400),
        NO_ADMINISTRATOR(403),
        /** The eight-character code is wrong, used or expired. */
        CODE(403),
        DATABASE(503),
        STORE(503),
        INTERNAL(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final @Nullable String form;

    ConsoleError(Kind kind) {
        this(kind, null);
    }

    /** @param detail shown unchanged; contains nothing from the request */
    ConsoleError(Kind kind, @Nullable String detail) {
        this(kind, detail, null);
    }

    private ConsoleError(Kind kind, @Nullable String detail, @Nullable String form) {
        super(detail);
        this.kind = kind;
        this.form = form;
    }

    /**
     * @param form the screen with the form, to return to after a new scan
     * @param id id of the object that the form is about; empty if the screen needs none
     */
    static ConsoleError oldScan(String form, Optional<String> id) {
        return new ConsoleError(
                Kind.OLD_SCAN, null, id.map(one -> Link.to(form, one)).orElse(form));
    }

    Kind kind() {
        return kind;
    }

    /**
     * Returns the path of a sign-in that leads back to the form; empty unless a recent scan is all that was missing.
     */
    Optional<String> signIn() {
        return Optional.ofNullable(form).map(EntryHandlers::beginFor);
    }
}
