package dev.saoma.filter.internal.logout;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.oidc.LogoutToken;
import dev.saoma.filter.internal.oidc.LogoutTokenVerifier;
import dev.saoma.filter.internal.oidc.OidcException;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The endpoint for logout tokens from the provider, or from another node. It needs and creates no session, and involves no
 * browser. Thread-safe.
 *
 * @see "OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8"
 */
public final class BackChannelLogout {
    private static final Logger LOG = FilterLog.logger();

    private final LogoutTokenVerifier verifier;
    private final SeenTokens seen;
    private final EndedSessions ended;
    private final OtherNodes others;
    private final Consumer<LogoutToken> listener;
    private final Responses responses;
    private final Clock clock;
    private final AtomicLong lastWarning = new AtomicLong();

    /** @param listener receives each sign-out that was not known here yet */
    public BackChannelLogout(
            LogoutTokenVerifier verifier,
            EndedSessions ended,
            OtherNodes others,
            Consumer<LogoutToken> listener,
            Responses responses,
            Clock clock) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.ended = Objects.requireNonNull(ended, "ended");
        this.others = Objects.requireNonNull(others, "others");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.responses = Objects.requireNonNull(responses, "answers");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.seen = new SeenTokens(clock, verifier.acceptedFor());
    }

    /** Responds 200 when the sessions have ended here and on every node that could be reached, else 400. */
    public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            refuse(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "expected a POST");
            return;
        }
        try {
            String text = LogoutForm.token(request);
            LogoutToken token = verifier.verify(text);
            boolean passedOn = request.getHeader(OtherNodes.MARK) != null;
            SeenTokens.Verdict verdict = seen.note(token.id(), passedOn);
            if (verdict == SeenTokens.Verdict.REPLAYED) {
                refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, "jti: this token came before");
                return;
            }
            if (verdict == SeenTokens.Verdict.NEW) {
                end(token);
            }
            if (!passedOn) {
                others.forward(text);
            }
            responses.json(request, response, HttpServletResponse.SC_OK, Collections.emptyMap());
        } catch (LogoutForm.Malformed e) {
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (OidcException e) {
            warn(e);
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, describe(e));
        }
    }

    private void end(LogoutToken token) {
        ended.end(token.sid().orElse(null), token.subject().orElse(null), token.issuedAt());
        LOG.log(Level.INFO, "Signed out by the provider: {0}", token.sid().isPresent() ? "one session" : "one user");
        listener.accept(token);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String description)
            throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", "invalid_request");
        members.put("error_description", description);
        responses.json(request, response, status, members);
    }

    // Returns the rule that the token violates; its content is only logged.
    private static String describe(OidcException e) {
        String message = String.valueOf(e.getMessage());
        String prefix = "token refused: ";
        if (e.kind() != OidcException.Kind.TOKEN_REFUSED || !message.startsWith(prefix)) {
            return "the token cannot be checked now";
        }
        int colon = message.indexOf(':', prefix.length());
        return "logout_token is not acceptable: "
                + (colon < 0 ? message.substring(prefix.length()) : message.substring(prefix.length(), colon));
    }

    // Anyone can cause this, so one line a minute is enough to see that something is wrong.
    private void warn(OidcException e) {
        long minute = clock.millis() / 60_000;
        boolean first = lastWarning.getAndSet(minute) != minute;
        LOG.log(
                first ? Level.WARNING : Level.FINE,
                "Logout {0} (at most one such line a minute; docs/filter/troubleshooting.md#logout-token)",
                e.getMessage());
    }
}
