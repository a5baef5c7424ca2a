package dev.saoma.filter.internal.guard;

import dev.saoma.filter.UserMapper;
import dev.saoma.filter.internal.application.Admission;
import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.session.Identity;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user of a verified bearer token. A {@link UserMapper} is called again after a minute, so that a locked account does not
 * keep its access until the token expires. Thread-safe.
 */
public final class BearerUser {
    private static final long ASK_MILLIS = 60_000;

    private final Identity.Verified verified;
    private final Admission admission;
    private final Clock clock;
    private volatile @Nullable Answer last;

    public BearerUser(Map<String, @Nullable Object> claims, Admission admission, Clock clock) {
        this.verified = Identity.Verified.of(claims);
        this.admission = admission;
        this.clock = clock;
    }

    /** Returns the identity that the token proves, whether or not the application admits the user. */
    public Identity.Verified verified() {
        return verified;
    }

    Identity identity() throws NotAdmittedException {
        if (!admission.isAsked()) {
            return verified;
        }
        Answer answer = last;
        if (answer == null || clock.millis() - answer.at >= ASK_MILLIS) {
            answer = ask();
            last = answer;
        }
        if (answer.refusal != null) {
            throw answer.refusal;
        }
        return answer.identity;
    }

    private Answer ask() {
        try {
            return new Answer(admission.identity(verified), null, clock.millis());
        } catch (NotAdmittedException e) {
            return new Answer(verified, e, clock.millis());
        }
    }

    private static final class Answer {
        private final Identity identity;
        private final @Nullable NotAdmittedException refusal;
        private final long at;

        Answer(Identity identity, @Nullable NotAdmittedException refusal, long at) {
            this.identity = identity;
            this.refusal = refusal;
            this.at = at;
        }
    }
}
