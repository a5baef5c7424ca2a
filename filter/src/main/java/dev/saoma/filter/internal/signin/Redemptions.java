package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.oidc.OidcException;
import dev.saoma.filter.internal.web.Caller;
import dev.saoma.filter.internal.web.Page;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests to the provider that callbacks can cause. Any client can begin a sign-in and send a callback with any
 * code, and can replay its cookie after its removal, so this server records the codes: a sign-in calls the provider once. The
 * calls under way are shared fairly among addresses, and an address whose codes are refused repeatedly has to wait for the next
 * minute. Thread-safe.
 *
 * <p>The records are bounded, and those of one caller never make another fail: a used sign-in that is dropped early (with more
 * than 10,000 in ten minutes) could cause one more call, within the same budgets.
 */
public final class Redemptions {
    private static final int SLOTS = 6;
    private static final int SLOTS_PER_CALLER = 4;
    private static final int MAX_WAITING = 32;
    private static final int MAX_SPENT = 10_000;
    private static final int MAX_TWINS = 2;
    private static final long WAIT_MILLIS = 5_000;

    private final FairSlots slots = new FairSlots(SLOTS, SLOTS_PER_CALLER, MAX_WAITING);
    private final FailedAttempts failed;
    private final Map<String, UnderWay> underWay = new HashMap<>();
    private final Set<String> spent = new HashSet<>();
    private final Deque<String> oldestSpent = new ArrayDeque<>();

    public Redemptions(Clock clock) {
        this.failed = new FailedAttempts(clock);
    }

    /** Calls the provider. */
    interface TokenRequest {
        SignIns.Finished send() throws OidcException;
    }

    /**
     * Completes a sign-in by calling the provider, if that has not happened yet. A duplicate callback that arrives while the
     * first one waits for the provider waits too: it fails as the first one does, or finds the sign-in finished.
     *
     * @throws SignInException if the provider refuses, or was not called
     */
    SignIns.Finished once(PendingSignIn pending, String code, Caller caller, TokenRequest request)
            throws SignInException {
        UnderWay mine = new UnderWay(code);
        UnderWay first = begin(pending, mine);
        if (first != null) {
            throw first.join(pending);
        }
        SignInException failure = null;
        try {
            return redeem(pending, caller, request);
        } catch (SignInException e) {
            failure = e;
            throw e;
        } finally {
            end(pending.state(), failure == null || failure.isUsedUp());
            mine.outcome.complete(Optional.ofNullable(failure));
        }
    }

    private SignIns.Finished redeem(PendingSignIn pending, Caller caller, TokenRequest request) throws SignInException {
        if (failed.isOver(caller)) {
            throw SignInException.notAsked(
                    Page.TOO_MANY,
                    pending.returnTo(),
                    "callback: the provider has refused too many codes from " + caller.address() + " in this minute");
        }
        if (!acquire(caller)) {
            throw SignInException.notAsked(
                    Page.BUSY, pending.returnTo(), "callback: too many sign-ins wait for the provider already");
        }
        try {
            return request.send();
        } catch (OidcException e) {
            if (e.kind() != OidcException.Kind.UNAVAILABLE) {
                failed.add(caller);
            }
            throw new SignInException(e, pending.returnTo());
        } finally {
            slots.release(caller.address());
        }
    }

    private boolean acquire(Caller caller) {
        try {
            return slots.acquire(caller.address(), WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // Returns null if this is the first callback.
    private synchronized @Nullable UnderWay begin(PendingSignIn pending, UnderWay mine) throws SignInException {
        String state = pending.state();
        UnderWay first = underWay.putIfAbsent(state, mine);
        if (first == null) {
            if (spent.contains(state)) {
                underWay.remove(state);
                throw over(pending, "has asked the provider already");
            }
            return null;
        }
        if (!first.code.equals(mine.code) || ++first.twins > MAX_TWINS) {
            throw over(pending, "is asking the provider just now");
        }
        return first;
    }

    private static SignInException over(PendingSignIn pending, String what) {
        return new SignInException(Page.EXPIRED, pending.returnTo(), "callback: this sign-in " + what, true);
    }

    private synchronized void end(String state, boolean used) {
        underWay.remove(state);
        if (!used || !spent.add(state)) {
            return;
        }
        oldestSpent.add(state);
        if (oldestSpent.size() > MAX_SPENT) {
            spent.remove(oldestSpent.remove());
        }
    }

    private static final class UnderWay {
        private final String code;
        private final CompletableFuture<Optional<SignInException>> outcome = new CompletableFuture<>();
        private int twins;

        UnderWay(String code) {
            this.code = code;
        }

        // The first one has deadlines for everything that it waits for.
        SignInException join(PendingSignIn pending) {
            try {
                return outcome.get().orElseGet(() -> over(pending, "has just been finished"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
            return over(pending, "was interrupted");
        }
    }

    /**
     * Counts the authorization codes that the provider refused, by the address that they came from, minute by minute. What
     * succeeds is not counted, so that an office behind one address can sign in at nine o'clock. At most 4,096 addresses are
     * remembered; the least recently seen one is forgotten first. Thread-safe.
     */
    private static final class FailedAttempts {
        static final int PER_MINUTE = 30;
        /** The limit for a proxy that the settings do not name: all users are behind it. */
        static final int SHARED_PER_MINUTE = 300;

        private static final int MAX_ADDRESSES = 4096;

        private final Clock clock;
        private final Map<String, Count> counts = new LinkedHashMap<String, Count>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                return size() > MAX_ADDRESSES;
            }
        };

        FailedAttempts(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /** Whether this caller may cause no further call in this minute. */
        synchronized boolean isOver(Caller caller) {
            Count count = counts.get(caller.address());
            int limit = caller.isShared() ? SHARED_PER_MINUTE : PER_MINUTE;
            return count != null && count.minute == minute() && count.failures >= limit;
        }

        synchronized void add(Caller caller) {
            long now = minute();
            Count count = counts.computeIfAbsent(caller.address(), address -> new Count());
            if (count.minute != now) {
                count.minute = now;
                count.failures = 0;
            }
            count.failures++;
        }

        private long minute() {
            return clock.millis() / 60_000;
        }

        private static final class Count {
            private long minute;
            private int failures;
        }
    }
}
