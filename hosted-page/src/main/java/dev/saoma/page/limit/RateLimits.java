package dev.saoma.page.limit;

import dev.saoma.page.settings.LimitSettings;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rate limits of one node, each per client address. Every method returns how long to wait, or empty if the request is
 * allowed. Thread-safe.
 *
 * <p>No two addresses share a budget, so no caller can use up another's. The limits of an address are generous, since a
 * whole company may share one; wrong client secrets can be tried no faster than a person would.
 */
public final class RateLimits {
    /** No limits, for hosts without a pool. */
    public static final RateLimits NONE = new RateLimits(new LimitSettings(0, 0, 0, 0, 0));

    private static final int DOCUMENTS_PER_SIGN_IN = 20;

    private final Map<Budget, Buckets> budgets = new EnumMap<>(Budget.class);
    private final Buckets signInsOfApplication;
    private final Buckets refusals;
    private final Buckets failures;

    /** Creates the limits in {@code settings}. */
    public RateLimits(LimitSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(LimitSettings settings, TimeMeter time) {
        int signIns = settings.signInsPerAddress();
        Buckets calls = perMinute(settings.tokenCallsPerAddress(), time);
        budgets.put(Budget.PROBES, perMinute(0, time));
        budgets.put(Budget.DOCUMENTS, perMinute(DOCUMENTS_PER_SIGN_IN * signIns, time));
        budgets.put(Budget.SIGN_INS, perMinute(signIns, time));
        budgets.put(Budget.CALLBACKS, perMinute(settings.callbacksPerAddress(), time));
        budgets.put(Budget.CALLS, calls);
        budgets.put(Budget.CLIENT_CALLS, calls);
        this.signInsOfApplication = perMinute(settings.signInsPerApplication(), time);
        this.refusals = perMinute(signIns, time);
        this.failures = new Buckets(settings.failedAuthentications(), settings.failedAuthentications(), time);
    }

    private static Buckets perMinute(int most, TimeMeter time) {
        return new Buckets(most, most / 2, time);
    }

    /** Charges one request to a budget of the address. */
    public Optional<Duration> take(Budget budget, String address) {
        return budgets(budget).take(address);
    }

    /** Returns what {@link #take} would, without charging the budget. */
    public Optional<Duration> look(Budget budget, String address) {
        return budgets(budget).look(address);
    }

    private Buckets budgets(Budget budget) {
        return Objects.requireNonNull(budgets.get(budget), "budget");
    }

    /** Charges the beginning of a sign-in to a registered application. */
    public Optional<Duration> takeSignIn(String address, String application) {
        return signInsOfApplication.take(address + " " + application);
    }

    /** Returns what {@link #takeSignIn} would, without charging the budget. */
    public Optional<Duration> lookSignIn(String address, String application) {
        return signInsOfApplication.look(address + " " + application);
    }

    /** Charges a refused request, which is charged to no other budget. */
    public Optional<Duration> refused(String address) {
        return refusals.take(address);
    }

    /** Returns how long to wait if the address has failed too often to authenticate as that application. */
    public Optional<Duration> doubts(String address, String application) {
        return failures.look(address + " " + application);
    }

    /** Counts a failed client authentication. */
    public void failed(String address, String application) {
        failures.take(address + " " + application);
    }
}
