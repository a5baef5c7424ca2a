package dev.saoma.filter.internal.session;

/**
 * What the session of a browser says about its user, in one of three states: {@link SignedIn}, {@link Waiting} for an account
 * to be bound, or {@link #NOBODY}.
 */
public interface Session {
    /** Nobody is signed in and nobody waits. */
    Session NOBODY = new Session() {
        @Override
        public String toString() {
            return "nobody";
        }
    };
}
