package dev.saoma.filter.internal.session;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session of a user who is signed in, and so the user's identity. Made for every request, so it is one reference. */
public final class SignedIn extends Identity implements Session {
    SignedIn(Map<?, ?> record) {
        super(record);
    }

    /** Where the sign-in with this state ended, if it is the one that this session began with. */
    public Optional<String> returnOf(@Nullable String state) {
        return SessionRecord.returnOf(values, state);
    }
}
