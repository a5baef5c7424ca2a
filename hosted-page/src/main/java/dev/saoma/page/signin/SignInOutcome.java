package dev.saoma.page.signin;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a sign-in ended. */
public sealed interface SignInOutcome {

    /**
     * The browser goes on to the application, with a hand-off or with an error that the application is to hear of.
     *
     * @param session token of the page session that began with it, if one did
     */
    record GoOn(URI location, @Nullable String session) implements SignInOutcome {
        @Override
        public String toString() {
            return "GoOn[…]";
        }
    }

    /**
     * The user is told what happened.
     *
     * @param id names the line in the log
     * @param number six digits to read out to whoever approves; null unless the person has to wait for an approval
     */
    record Stopped(
            SignInFailure failure, String id, @Nullable String number) implements SignInOutcome {
        /** Without a number. */
        public Stopped(SignInFailure failure, String id) {
            this(failure, id, null);
        }
    }
}
