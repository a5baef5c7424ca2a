package dev.saoma.page.signin;

import static dev.saoma.page.oidc.OidcError.Code.INTERACTION_REQUIRED;
import static dev.saoma.page.oidc.OidcError.Code.LOGIN_REQUIRED;

import dev.saoma.page.http.SentCookies;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Signs in people who have a page session: after a click, or without one if the application requested {@code prompt=none}.
 * Thread-safe.
 *
 * @see "OpenID Connect Core 1.0, 3.1.2.1 and 3.1.2.3"
 */
public final class ReturningUsers {
    private final PoolSettings settings;
    private final PageSessions sessions;
    private final FrontDesk desk;
    private final SignInCompletion completion;
    private final SessionCookie sessionCookie;
    private final UsedCodes used;
    private final Clock clock;
    private final SignInLog log;
    private final LocalAttempt localAttempt = new LocalAttempt();

    /** Creates the sign-ins of users with a page session. */
    public ReturningUsers(
            PoolSettings settings,
            PageSessions sessions,
            SessionCookie sessionCookie,
            FrontDesk desk,
            SignInCompletion completion,
            Store store,
            Clock clock,
            PoolTelemetry telemetry) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.desk = desk;
        this.completion = completion;
        this.sessionCookie = sessionCookie;
        this.used = new UsedCodes(store);
        this.clock = clock;
        this.log = new SignInLog(telemetry);
    }

    /** Returns the browser's session, if it satisfies the application's request. */
    public Optional<PageSession> known(AuthorizeRequest request, SentCookies present) {
        return known(request, sessionCookie.read(present));
    }

    private Optional<PageSession> known(AuthorizeRequest request, Optional<String> token) {
        return token.flatMap(sessions::find).filter(session -> suffices(request, session));
    }

    private boolean suffices(AuthorizeRequest request, PageSession session) {
        Instant scanned = Instant.ofEpochSecond(session.authTime());
        return request.authentication().allowsSession(scanned, clock.instant())
                && request.authentication().mayBe(session.user().subject())
                && (session.profile() || !request.wantsProfile())
                && desk.admits(session.user().subject(), request.clientId(), scanned);
    }

    /** Returns the response to {@code prompt=none}: an authorization code or an error, without any interaction. */
    public AuthorizeResponse silently(AuthorizeRequest request, SentCookies present) {
        Optional<String> token = sessionCookie.read(present);
        Optional<PageSession> known = known(request, token);
        if (known.isEmpty()) {
            return undisclosed(request);
        }
        log.silent(request.clientId(), known.get().user().subject());
        return completion.remembered(request, known.get(), token.orElseThrow());
    }

    /**
     * Returns the response to {@code prompt=none} that does not disclose whether the user has a session: as if there were
     * none.
     */
    public AuthorizeResponse undisclosed(AuthorizeRequest request) {
        OidcError error = new OidcError(LOGIN_REQUIRED, "signing in needs the user");
        return completion.refused(request, error);
    }

    /**
     * Returns the response to {@code prompt=none} if the browser withholds the session cookie, so a session may or may not
     * exist.
     */
    public AuthorizeResponse outOfSight(AuthorizeRequest request) {
        OidcError error = new OidcError(
                INTERACTION_REQUIRED,
                "browsers keep the session from frames in pages of another site, so signing in needs a click");
        return completion.refused(request, error);
    }

    /** Returns the value that the page "Continue as" sends back, so that no other person is signed in by mistake. */
    public static String fingerprint(PageSession session) {
        return Fingerprint.brief(session.sid());
    }

    /**
     * Completes a sign-in after the click on "Continue as".
     *
     * @param shown the {@link #fingerprint} of the session that the page offered
     * @return empty if that session has ended or no longer satisfies the request: the user has to sign in again
     */
    public Optional<SignInOutcome> continueAs(PendingSignIn pending, SentCookies present, String shown) {
        Optional<String> token = sessionCookie.read(present);
        if (!SignInFlow.stillRegistered(settings, pending.request())) {
            return Optional.of(stopped(pending, SignInFailure.UNKNOWN_APPLICATION, "no longer in the settings"));
        }
        Optional<PageSession> known =
                known(pending.request(), token).filter(s -> fingerprint(s).equals(shown));
        String attempt = UsedCodes.attempt(pending, shown);
        return known.map(session -> localAttempt.run(
                attempt,
                () -> used.result(attempt, SignInMethod.SESSION)
                        .orElseGet(() -> go(pending, session, token.orElseThrow(), attempt)),
                () -> used(pending)));
    }

    private SignInOutcome go(PendingSignIn pending, PageSession session, String token, String attempt) {
        if (!used.use(pending)) {
            return used(pending);
        }
        SignInOutcome outcome = new Completed(completion.remembered(pending.request(), session, token));
        used.remember(attempt, SignInMethod.SESSION, outcome);
        log.continued(pending, session.user().subject());
        return outcome;
    }

    private Failed used(PendingSignIn pending) {
        return stopped(pending, SignInFailure.SIGN_IN_USED, "it was finished before");
    }

    private Failed stopped(PendingSignIn pending, SignInFailure failure, String why) {
        log.stopped(pending, SignInMethod.SESSION, failure, pending.id(), why);
        return new Failed(failure, pending.id());
    }
}
