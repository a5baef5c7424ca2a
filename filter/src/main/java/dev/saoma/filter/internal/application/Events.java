package dev.saoma.filter.internal.application;

import dev.saoma.filter.SignInEvent;
import dev.saoma.filter.SignInEvent.Reason;
import dev.saoma.filter.SignInListener;
import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.log.LogBudget;
import dev.saoma.filter.internal.session.Identity;
import dev.saoma.filter.internal.session.Principals;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.Peers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the application's {@link SignInListener}, if there is one. Publishing never throws an exception, whatever the
 * listener does. Thread-safe.
 */
public final class Events {
    private static final Logger LOG = FilterLog.logger();
    private static final int MAX_LINES = 6;

    private final @Nullable SignInListener listener;
    private final Principals principals;
    private final Peers peers;
    private final Clock clock;
    private final LogBudget budget;

    public Events(@Nullable SignInListener listener, Principals principals, Peers peers, Clock clock) {
        this.listener = listener;
        this.principals = Objects.requireNonNull(principals, "principals");
        this.peers = Objects.requireNonNull(peers, "peers");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.budget = new LogBudget(clock, MAX_LINES, "failures of the signInListener");
    }

    void signedIn(HttpServletRequest request, Identity identity) {
        if (listener != null) {
            SignInListener notified = listener;
            publish(() -> notified.signedIn(of(Reason.SIGNED_IN, request, identity)));
        }
    }

    public void signedOut(HttpServletRequest request, Reason reason, Identity identity) {
        if (listener != null) {
            SignInListener notified = listener;
            publish(() -> notified.signedOut(of(reason, request, identity)));
        }
    }

    /** Publishes a sign-out by a verified logout token, which names a subject, a session at the provider, or both. */
    public void signedOutByProvider(@Nullable String subject, @Nullable String sid) {
        if (listener != null) {
            SignInListener notified = listener;
            publish(() -> notified.signedOut(SignInEvent.of(Reason.BACK_CHANNEL, clock.instant())
                    .withSubject(subject)
                    .withSid(sid)));
        }
    }

    /**
     * @param id of the log line; null if there is none
     * @param subject whose request it is, if that has been verified
     */
    public void refused(HttpServletRequest request, Reason reason, @Nullable String id, @Nullable String subject) {
        if (listener != null) {
            SignInListener notified = listener;
            publish(() -> notified.refused(SignInEvent.of(reason, clock.instant())
                    .withSubject(subject)
                    .withId(id)
                    .withRemoteAddress(peers.client(request))));
        }
    }

    private SignInEvent of(Reason reason, HttpServletRequest request, Identity identity) {
        return SignInEvent.of(reason, clock.instant())
                .withUser(principals.of(identity))
                .withRemoteAddress(peers.client(request));
    }

    /** Returns the reason of a refusal from the page that it is answered with. */
    public static Reason reason(Page page) {
        switch (page) {
            case CANCELLED:
                return Reason.CANCELLED;
            case EXPIRED:
                return Reason.EXPIRED;
            case NOT_KEPT:
                return Reason.NOT_KEPT;
            case TOO_MANY:
            case BUSY:
                return Reason.TOO_MANY;
            case UNAVAILABLE:
                return Reason.PROVIDER_UNAVAILABLE;
            case PROVIDER_FAULT:
                return Reason.PROVIDER_FAULT;
            case REFUSED:
                return Reason.NOT_ADMITTED;
            case MAPPER_FAULT:
                return Reason.MAPPER_FAULT;
            case FORBIDDEN:
                return Reason.FORBIDDEN;
            case INTERNAL:
                return Reason.FAULT;
            default:
                return Reason.BAD_REQUEST;
        }
    }

    private void publish(Call call) {
        try {
            call.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (budget.take()) {
                LOG.log(Level.WARNING, "The application's signInListener failed; nothing else is affected", e);
            }
        }
    }

    private interface Call {
        void run() throws Exception;
    }
}
