package dev.saoma.page.directory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sign-in, for the log of sign-ins.
 *
 * @param subject who; null where no person was identified
 * @param sid the page session that began; null where none did
 * @param outcome {@code finished}, {@code declined} or {@code refused}
 * @param reason why it was refused; null where it was not
 * @param errorId the id on the error page; null where none was shown
 */
public record SignInRecord(
        @Nullable String subject,
        @Nullable String sid,
        Visit visit,
        String outcome,
        @Nullable String reason,
        @Nullable String errorId) {
    /** Checks that the required values are there. */
    public SignInRecord {
        Objects.requireNonNull(visit, "visit");
        Objects.requireNonNull(outcome, "outcome");
    }

    @Override
    public String toString() {
        return "SignInRecord[" + outcome + "]";
    }
}
