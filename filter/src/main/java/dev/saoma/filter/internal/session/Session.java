package dev.saoma.filter.internal.session;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in state of a browser's session, one of three: {@link SignedIn}, {@link Waiting} for an account
 * to be bound, or {@link #NONE}.
 */
public interface Session {
    /** No user is signed in, and none waits. */
    Session NONE = new Session() {
        @Override
        public String toString() {
            return "none";
        }
    };

    /**
     * The session of a user who is signed in, and so the user's identity. Created for every request, so it is one reference.
     */
    final class SignedIn extends Identity implements Session {
        SignedIn(Map<?, ?> record) {
            super(record);
        }

        /** Returns where the sign-in with this state ended, if it is the one that this session began with. */
        public Optional<String> returnOf(@Nullable String state) {
            return SessionRecord.returnOf(values, state);
        }
    }

    /** The session of a verified user who is not signed in until an account is bound at a page of the application. */
    final class Waiting implements Session {
        private final Map<?, ?> record;

        Waiting(Map<?, ?> record) {
            this.record = record;
        }

        /** Returns the waiting user. */
        public Identity.Verified verified() {
            return Identity.Verified.in(record);
        }

        /** Returns the path inside the application of the page that binds the account. */
        public String page() {
            return SessionRecord.page(record);
        }

        /** Returns the short id of the {@code state} of the sign-in. */
        public String stateTag() {
            return SessionRecord.stateTag(record);
        }

        /** Returns the path inside the application where the sign-in ends. */
        public String returnTo() {
            return SessionRecord.returnTo(record);
        }
    }
}
