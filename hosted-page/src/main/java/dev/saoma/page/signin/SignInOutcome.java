package dev.saoma.page.signin;

import java.net.URI;

/** How a sign-in ended. */
public sealed interface SignInOutcome {

    /** The browser goes on to the application, with a hand-off or with an error that the application is to hear of. */
    record GoOn(URI location) implements SignInOutcome {
        @Override
        public String toString() {
            return "GoOn[…]";
        }
    }

    /**
     * The user is told what happened.
     *
     * @param id names the line in the log
     */
    record Stopped(SignInFailure failure, String id) implements SignInOutcome {}
}
