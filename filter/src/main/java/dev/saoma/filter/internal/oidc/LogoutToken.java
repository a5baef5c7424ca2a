package dev.saoma.filter.internal.oidc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a verified logout token says: which sessions are over. Immutable. */
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

    /** Its own name, {@code jti}, by which a token that comes again is recognised. */
    public String id() {
        return id;
    }

    /** The session that is over; none if all sessions of the subject are. */
    public Optional<String> sid() {
        return Optional.ofNullable(sid);
    }

    /** Whose session is over; none if only the session is named. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** When the provider said so, by its clock, in seconds since 1970. */
    public long issuedAt() {
        return issuedAt;
    }
}
