package dev.saoma.page.directory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a person may sign in. */
public sealed interface Verdict {
    /**
     * The person is admitted.
     *
     * @param subject the permanent id that applications know the person by
     * @param name the name to show: the directory's own, otherwise WeChat's; null if there is neither
     */
    record Admitted(String subject, @Nullable String name) implements Verdict {
        @Override
        public String toString() {
            return "Admitted[…]";
        }
    }

    /**
     * The person has to wait for approval.
     *
     * @param code six digits to read out to the approver
     */
    record Waiting(String code) implements Verdict {}

    /** The person is refused. */
    record Refused(Reason reason) implements Verdict {}

    /** Undecided at the moment: the database does not respond, and memory does not know the person. */
    record Unavailable() implements Verdict {}

    /** Why a person is refused. */
    enum Reason {
        /** Unknown, and only known people are admitted. */
        UNKNOWN_PERSON,
        /** Blocked by an administrator. */
        BLOCKED,
        /** Has none of the roles that the application requires. */
        ROLE_MISSING,
        /** WeChat's ids point to two people, or a known id has changed: an administrator has to decide. */
        IDENTITY_CONFLICT,
        /** The session, code or token began before the person's sessions were ended. */
        SESSION_ENDED,
        /** Too many people are waiting for approval already. */
        TOO_MANY_WAITING;

        /** Returns the name for logs and tables, such as {@code unknown_person}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
