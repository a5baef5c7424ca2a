package dev.saoma.filter.internal.signin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verified user, and where the browser is redirected. Immutable. */
public final class FinishedSignIn {
    private final Map<String, @Nullable Object> claims;
    private final String idToken;
    private final String state;
    private final String returnTo;

    FinishedSignIn(Map<String, @Nullable Object> claims, String idToken, String state, String returnTo) {
        this.claims = claims;
        this.idToken = idToken;
        this.state = state;
        this.returnTo = returnTo;
    }

    /** Claims of the verified ID token, and what UserInfo adds, in JDK types. Unmodifiable. */
    public Map<String, @Nullable Object> claims() {
        return claims;
    }

    /** The token that the claims are from. It opens this application until it expires: never to be stored as it is. */
    public String idToken() {
        return idToken;
    }

    /** Used up now; only good for recognising the same callback when it comes again. */
    public String state() {
        return state;
    }

    /** Path with query inside the application. */
    public String returnTo() {
        return returnTo;
    }
}
