package dev.saoma.page.signin;

import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.UsedCodes.Finished;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Login pages that wait in other tabs while one tab of the same browser signs in: they continue without a second scan.
 *
 * <p>A waiting sign-in is finished with the identity of another one only if that one was begun and finished in the
 * requesting browser (which sent its sealed cookie), for the same application and at least the same scopes; if it was
 * finished <em>after</em> the waiting one began and at most 90 seconds ago; and if the page session that it began has not
 * ended. So a waiting sign-in is never finished for a later visitor, at another application or after a sign-out at this
 * page.
 *
 * <p>Not covered: a sign-out that only the application knows of ends no page session, and there is no page session if
 * {@code session.enabled} is off. A tab that was already waiting and wakes up within those 90 seconds then signs in as that
 * person although they have signed out there. Thread-safe.
 */
public final class WaitingSignIns {
    private static final String PURPOSE = "waiting sign-in";

    private final PoolSettings settings;
    private final SignInCookies cookies;
    private final SignInCompletion completion;
    private final PageSessions sessions;
    private final SessionCookie sessionCookie;
    private final UsedCodes used;
    private final SealedRecords<PendingSignIn> sealed;
    private final SignInLog log;

    /** Creates the waiting sign-ins of browsers that sent {@code cookies}. */
    public WaitingSignIns(
            PoolSettings settings,
            SignInCookies cookies,
            SignInCompletion completion,
            PageSessions sessions,
            Store store,
            Sealer sealer,
            PoolTelemetry telemetry) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.cookies = cookies;
        this.completion = completion;
        this.sessions = sessions;
        this.sessionCookie =
                new SessionCookie(settings, token -> sessions.find(token).isPresent());
        this.used = new UsedCodes(store);
        this.sealed = new SealedRecords<>(sealer, PendingSignIn.class);
        this.log = new SignInLog(telemetry);
    }

    /**
     * Returns the ticket with which a login page continues later. The page holds it, not a cookie, because there are at
     * most five cookies but may be twenty tabs.
     */
    public String ticket(PendingSignIn pending) {
        return sealed.seal(PURPOSE, pending, pending.started().plus(SignInFlow.lifetime(settings)));
    }

    /** Returns the name of the cookie that notifies the scripts of waiting login pages that the user signed in. */
    public String noticeName(PendingSignIn pending) {
        return CookieNames.of(settings.issuer(), "signed-in") + "-"
                + Fingerprint.brief(pending.request().clientId());
    }

    /** Returns the cookie to set when {@code pending} is completed; empty if no user signed in with it. */
    public Optional<SetCookie> notice(PendingSignIn pending, Completed completed) {
        return Optional.ofNullable(completed.signedInAt())
                .map(at -> new SetCookie(noticeName(pending), Long.toString(at), UsedCodes.FINISHED.lifetime(), true));
    }

    /**
     * Finishes the waiting sign-in of that ticket, if a user has signed in to the same application in this browser since it
     * began.
     *
     * @param present the cookies that the browser sent
     * @return the response of the waiting sign-in; empty if it has to wait longer
     */
    public Optional<AuthorizeResponse> complete(String ticket, SentCookies present) {
        return sealed.open(PURPOSE, ticket)
                .filter(waiting -> SignInFlow.stillRegistered(settings, waiting.request()))
                .flatMap(waiting -> cookies.all(present).stream()
                        .filter(other -> covers(other.request(), waiting.request()))
                        .flatMap(other -> used.finished(other).map(by -> new Match(other, by)).stream())
                        .filter(match -> match.by().at() > waiting.startedAt())
                        .filter(match -> isSignedIn(match.by(), present))
                        .filter(match -> waiting.request()
                                .authentication()
                                .mayBe(match.by().user().subject()))
                        .filter(match -> completion.admits(waiting.request(), match.by()))
                        .max(Comparator.comparingLong(match -> match.by().at()))
                        .filter(match -> used.use(waiting))
                        .map(match -> complete(waiting, match)));
    }

    private record Match(PendingSignIn finished, Finished by) {}

    private AuthorizeResponse complete(PendingSignIn waiting, Match match) {
        log.wentOn(waiting, match.finished(), match.by().user().subject());
        return completion.alongWith(waiting.request(), match.by());
    }

    private boolean isSignedIn(Finished by, SentCookies present) {
        return by.sid() == null
                || sessionCookie
                        .read(present)
                        .flatMap(sessions::find)
                        .filter(session -> session.sid().equals(by.sid()))
                        .isPresent();
    }

    private static boolean covers(AuthorizeRequest finished, AuthorizeRequest waiting) {
        return finished.clientId().equals(waiting.clientId())
                && finished.scopes().containsAll(waiting.scopes());
    }
}
