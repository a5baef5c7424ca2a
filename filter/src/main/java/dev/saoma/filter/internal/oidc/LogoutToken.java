package dev.saoma.filter.internal.oidc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a verified logout token: which sessions have ended. Immutable. */
public final class LogoutToken {
    private final String id;
    private final @Nullable String sid;
    private final @Nullable String subject;
    private final long issuedAt;

    LogoutToken(String id, @Nullable String sid, @Nullable String subject, long issuedAt) {
        this.id = id;
        this.sid = sid;
        this.subject = subject;
        this.issuedAt = issuedAt;
    }

    /** Returns its {@code jti}, by which a replay is recognised. */
    public String id() {
        return id;
    }

    /** Returns the session that has ended; empty if all sessions of the subject have. */
    public Optional<String> sid() {
        return Optional.ofNullable(sid);
    }

    /** Returns the subject whose session has ended; empty if only the session is named. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** Returns when it was issued, by the provider's clock, in seconds since 1970. */
    public long issuedAt() {
        return issuedAt;
    }
}
