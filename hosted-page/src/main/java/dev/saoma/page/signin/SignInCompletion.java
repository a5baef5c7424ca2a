package dev.saoma.page.signin;

import static dev.saoma.page.oidc.OidcError.Code.LOGIN_REQUIRED;

import dev.saoma.page.oidc.AuthorizationCodes;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.session.PageSessions.Opened;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.UsedCodes.Finished;
import dev.saoma.page.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Completes an authenticated sign-in: opens the page session and issues the authorization code. Thread-safe. */
public final class SignInCompletion {
    private final PageSessions sessions;
    private final AuthorizationCodes codes;
    private final AuthorizeResponses responses;
    private final Runnable onScan;
    private final FrontDesk desk;
    private final UsedCodes used;
    private final Clock clock;

    /**
     * Creates the completion of sign-ins with {@code codes}.
     *
     * @param onScan runs whenever a person has scanned a code
     */
    public SignInCompletion(
            PageSessions sessions,
            AuthorizationCodes codes,
            AuthorizeResponses responses,
            Runnable onScan,
            FrontDesk desk,
            Store store,
            Clock clock) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.codes = codes;
        this.responses = responses;
        this.onScan = onScan;
        this.desk = desk;
        this.used = new UsedCodes(store);
        this.clock = clock;
    }

    /** Completes a sign-in whose {@code user} has just scanned a code. */
    Completed scanned(
            PendingSignIn pending,
            SignInMethod method,
            SignedInUser user,
            BrowserSession browser,
            Optional<String> address) {
        onScan.run();
        AuthorizeRequest request = pending.request();
        if (!request.authentication().mayBe(user.subject())) {
            return new Completed(otherUser(request));
        }
        Optional<Opened> opened =
                browser.kept() ? sessions.open(user, request.wantsProfile(), browser.token()) : Optional.empty();
        Optional<PageSession> session =
                browser.kept() ? opened.map(Opened::session) : sessions.withoutToken(user, request.wantsProfile());
        if (!desk.isTest(request)) {
            session.ifPresent(s -> sessions.joined(s, request.clientId()));
        }
        Instant now = clock.instant();
        String sid = session.map(PageSession::sid).orElse(null);
        used.finished(pending, new Finished(user, now.getEpochSecond(), sid));
        desk.signedIn(user.subject(), sid, request, method, address);
        return new Completed(
                success(request, user, now, sid), opened.map(Opened::token).orElse(null), now.getEpochSecond());
    }

    /** Returns the response for the user of a page session. */
    AuthorizeResponse remembered(AuthorizeRequest request, PageSession session, String token) {
        desk.signedIn(session.user().subject(), session.sid(), request, SignInMethod.SESSION, Optional.empty());
        sessions.used(token);
        sessions.joined(session, request.clientId());
        return success(request, session.user(), Instant.ofEpochSecond(session.authTime()), session.sid());
    }

    /** Whether the person of a finished sign-in is also admitted to the application of {@code request}. */
    boolean admits(AuthorizeRequest request, Finished by) {
        return desk.admits(by.user().subject(), request.clientId(), Instant.ofEpochSecond(by.at()));
    }

    /** Returns the response for a login page that waits in another tab of the browser in which the user has signed in. */
    AuthorizeResponse alongWith(AuthorizeRequest request, Finished by) {
        return success(request, by.user(), Instant.ofEpochSecond(by.at()), by.sid());
    }

    /** Core 3.1.2.1: if id_token_hint names another user, the response is an error. */
    private AuthorizeResponse otherUser(AuthorizeRequest request) {
        OidcError error = new OidcError(LOGIN_REQUIRED, "a user other than the one of id_token_hint signed in");
        return responses.error(request, error);
    }

    /** Returns the response with an error. */
    AuthorizeResponse refused(AuthorizeRequest request, OidcError error) {
        return responses.error(request, error);
    }

    private AuthorizeResponse success(
            AuthorizeRequest request, SignedInUser user, Instant authTime, @Nullable String sid) {
        return responses.success(request, codes.issue(request, user, authTime, sid));
    }
}
