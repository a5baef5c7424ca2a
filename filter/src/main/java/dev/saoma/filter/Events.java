package dev.saoma.filter;

import dev.saoma.filter.SignInEvent.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's {@link SignInListener}, if there is one. Whatever that does, the caller goes on: publishing never
 * throws an exception. Thread-safe.
 */
final class Events {
    private static final Logger LOG = Logger.getLogger(LoginFilter.class.getName());
    private static final int MAX_LINES = 6;

    private final @Nullable SignInListener listener;
    private final Identities identities;
    private final Peers peers;
    private final Clock clock;
    private final LogBudget budget;

    Events(@Nullable SignInListener listener, Identities identities, Peers peers, Clock clock) {
        this.listener = listener;
        this.identities = Objects.requireNonNull(identities, "identities");
        this.peers = Objects.requireNonNull(peers, "peers");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.budget = new LogBudget(clock, MAX_LINES, "failures of the signInListener");
    }

    void signedIn(HttpServletRequest request, Map<?, ?> identity) {
        if (listener != null) {
            SignInListener told = listener;
            tell(() -> told.signedIn(of(Reason.SIGNED_IN, request, identity)));
        }
    }

    void signedOut(HttpServletRequest request, Reason reason, Map<?, ?> identity) {
        if (listener != null) {
            SignInListener told = listener;
            tell(() -> told.signedOut(of(reason, request, identity)));
        }
    }

    /** A verified logout token has come; it names a subject, a session at the provider, or both. */
    void signedOutByProvider(@Nullable String subject, @Nullable String sid) {
        if (listener != null) {
            SignInListener told = listener;
            tell(() -> told.signedOut(
                    new SignInEvent(Reason.BACK_CHANNEL, clock.instant(), null, subject, sid, null, null)));
        }
    }

    /**
     * @param id that is in the log too; null if there is no line
     * @param subject whose request it is, if that has been verified
     */
    void refused(HttpServletRequest request, Reason reason, @Nullable String id, @Nullable String subject) {
        if (listener != null) {
            SignInListener told = listener;
            tell(() -> told.refused(
                    new SignInEvent(reason, clock.instant(), null, subject, null, id, peers.client(request))));
        }
    }

    private SignInEvent of(Reason reason, HttpServletRequest request, Map<?, ?> identity) {
        Object sid = Identities.claim(identity, "sid");
        return new SignInEvent(
                reason,
                clock.instant(),
                identities.user(identity),
                Identities.subject(identity),
                sid instanceof String ? (String) sid : null,
                null,
                peers.client(request));
    }

    private void tell(Call call) {
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
