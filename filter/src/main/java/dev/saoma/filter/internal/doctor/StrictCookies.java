package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Notices session cookies that are {@code SameSite=Strict}, by the container's default or made so by a proxy: a browser does
 * not send them with a redirect that began at the provider, and would be sent to sign in again and again. Such a sign-in
 * continues from a page of our own origin instead. Thread-safe.
 *
 * @see "RFC 6265bis, 5.2: same-site and cross-site requests"
 */
public final class StrictCookies {
    private static final Logger LOG = FilterLog.logger();

    private volatile boolean seen;
    private volatile boolean suspected;

    /**
     * Whether a sign-in has to continue through a page of ours. Called after the user has been signed in, so a failing
     * container call counts as no answer.
     *
     * @param lostSession whether this browser has just signed in, and has come back without the session it was given
     */
    public boolean needHop(HttpServletRequest request, HttpServletResponse response, boolean lostSession) {
        if (lostSession && !suspected) {
            suspected = true;
            LOG.log(
                    Level.WARNING,
                    "A browser came back from a sign-in without its session cookie. If the container (by its default, as"
                            + " Tomcat''s sameSiteCookies=\"strict\") or a proxy sets it SameSite=Strict, set Lax there. Sign-ins continue by a page of the application''s own origin from now"
                            + " on, with which Strict cookies work too; blocked cookies do not");
        }
        // Set by a default that the container does not expose.
        if (Boolean.TRUE.equals(
                DeployedApplication.orNull(response, sent -> isStrict(sent.getHeaders("Set-Cookie"))))) {
            seen = true;
        }
        SessionCookie configured = DeployedApplication.of(request).sessionCookie();
        return suspected || seen || configured != null && configured.isSameSiteStrict();
    }

    /** Returns the findings of the sign-ins so far, for the doctor. */
    List<Finding> shown() {
        List<Finding> found = new ArrayList<>();
        if (seen) {
            found.add(Finding.warning("session.strict"));
        }
        if (suspected) {
            found.add(Finding.warning("session.lost"));
        }
        return found;
    }

    private static boolean isStrict(Collection<String> cookies) {
        return cookies != null
                && cookies.stream()
                        .anyMatch(cookie ->
                                cookie.toLowerCase(Locale.ROOT).replace(" ", "").contains(";samesite=strict"));
    }
}
