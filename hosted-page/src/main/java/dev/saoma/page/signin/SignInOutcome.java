package dev.saoma.page.signin;

import dev.saoma.page.oidc.AuthorizeResponse;
import org.jspecify.annotations.Nullable;

/** How a sign-in ended. */
public sealed interface SignInOutcome {

    /**
     * The sign-in is completed with a response to the application: an authorization code, or an error.
     *
     * @param session token of the page session that began with it; null if none did
     * @param signedInAt when a person signed in with this very sign-in, in seconds since 1970, for login pages that wait in
     *     other tabs of the browser; null if no one did
     */
    record Completed(
            AuthorizeResponse response,
            @Nullable String session,
            @Nullable Long signedInAt) implements SignInOutcome {
        /** Creates a response without a new sign-in. */
        public Completed(AuthorizeResponse response) {
            this(response, null, null);
        }

        @Override
        public String toString() {
            return "Completed[…]";
        }
    }

    /**
     * The sign-in failed, and the user sees why.
     *
     * @param id identifies the failure to the user and in the log
     * @param number six digits for the user to read out to the approver; null unless the sign-in awaits approval
     */
    record Failed(
            SignInFailure failure, String id, @Nullable String number) implements SignInOutcome {
        /** Creates a failure without a number. */
        public Failed(SignInFailure failure, String id) {
            this(failure, id, null);
        }
    }
}
