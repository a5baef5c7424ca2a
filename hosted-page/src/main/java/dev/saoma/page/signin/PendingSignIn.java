package dev.saoma.page.signin;

import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.seal.Fingerprint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that was begun in this browser.
 *
 * @param state the {@code state} that WeChat returns: 32 of A-Z a-z 0-9
 * @param request the application's request
 * @param startedAt in seconds since 1970
 * @param firstAt when the application's first request arrived, before any reload or "start again", in seconds since 1970
 * @param invitation secret of the invitation in the browser; null if there is none
 */
public record PendingSignIn(
        String state,
        AuthorizeRequest request,
        long startedAt,
        long firstAt,
        @Nullable String invitation) {
    /** A value sealed by an older version has no {@link #firstAt}. */
    public PendingSignIn {
        firstAt = firstAt == 0 ? startedAt : firstAt;
    }

    /** Creates the first sign-in of a request. */
    public PendingSignIn(String state, AuthorizeRequest request, long startedAt) {
        this(state, request, startedAt, startedAt, null);
    }

    /** Length of {@link #state}. */
    public static final int STATE_CHARS = 32;

    /** Returns a short name that does not reveal the state, for logs and the cookie's name. */
    public String id() {
        return Fingerprint.brief(state);
    }

    /** Whether {@code state} has the form of ours. */
    public static boolean isState(String state) {
        return state.matches("[A-Za-z0-9]{" + STATE_CHARS + "}");
    }

    Instant started() {
        return Instant.ofEpochSecond(startedAt);
    }

    @Override
    public String toString() {
        return "PendingSignIn[" + id() + "]";
    }
}
