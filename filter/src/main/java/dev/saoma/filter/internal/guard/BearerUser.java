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
    private volatile @Nullable MapperResult last;

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
        MapperResult result = last;
        if (result == null || clock.millis() - result.at >= ASK_MILLIS) {
            result = map();
            last = result;
        }
        if (result.refusal != null) {
            throw result.refusal;
        }
        return result.identity;
    }

    private MapperResult map() {
        try {
            return new MapperResult(admission.identity(verified), null, clock.millis());
        } catch (NotAdmittedException e) {
            return new MapperResult(verified, e, clock.millis());
        }
    }

    private static final class MapperResult {
        private final Identity identity;
        private final @Nullable NotAdmittedException refusal;
        private final long at;

        MapperResult(Identity identity, @Nullable NotAdmittedException refusal, long at) {
            this.identity = identity;
            this.refusal = refusal;
            this.at = at;
        }
    }
}
