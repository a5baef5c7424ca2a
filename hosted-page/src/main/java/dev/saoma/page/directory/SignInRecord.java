package dev.saoma.page.directory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a sign-in, for the log of sign-ins.
 *
 * @param subject the person; null if none was identified
 * @param sid the page session, new or continued; null if there is none
 * @param outcome {@code finished}, {@code declined} or {@code refused}
 * @param reason why it was refused; null if it was not
 * @param errorId the id on the error page; null if none was shown
 */
public record SignInRecord(
        @Nullable String subject,
        @Nullable String sid,
        Visit visit,
        String outcome,
        @Nullable String reason,
        @Nullable String errorId) {
    /** Checks that the required values are present. */
    public SignInRecord {
        Objects.requireNonNull(visit, "visit");
        Objects.requireNonNull(outcome, "outcome");
    }

    @Override
    public String toString() {
        return "SignInRecord[" + outcome + "]";
    }
}
