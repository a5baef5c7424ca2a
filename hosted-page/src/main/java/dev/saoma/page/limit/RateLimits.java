package dev.saoma.page.limit;

import dev.saoma.page.settings.LimitSettings;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits of one node. Each answers how long to wait where there has been too much, and nothing where all is well.
 * Thread-safe.
 *
 * <p>What an address may do is generous, since a whole company may come from one; what an application may is there so that
 * one cannot take all; and a wrong client secret can be tried again at the pace of a person, but blocks nobody at another
 * address.
 */
public final class RateLimits {
    private final Buckets signInsOfAddress;
    private final Buckets signInsOfApplication;
    private final Buckets tokenCallsOfAddress;
    private final Buckets failures;

    /** Those in the settings. */
    public RateLimits(LimitSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(LimitSettings settings, TimeMeter time) {
        this.signInsOfAddress = new Buckets(settings.signInsPerAddress(), settings.signInsPerAddress() / 2, time);
        this.signInsOfApplication =
                new Buckets(settings.signInsPerApplication(), settings.signInsPerApplication() / 2, time);
        this.tokenCallsOfAddress =
                new Buckets(settings.tokenCallsPerAddress(), settings.tokenCallsPerAddress() / 2, time);
        this.failures = new Buckets(settings.failedAuthentications(), settings.failedAuthentications(), time);
    }

    /** Somebody at that address begins a sign-in. */
    public Optional<Duration> signInFrom(String address) {
        return signInsOfAddress.take(address);
    }

    /** A sign-in begins for that application, which is one of ours. */
    public Optional<Duration> signInFor(String application) {
        return signInsOfApplication.take(application);
    }

    /** Somebody at that address calls what applications call. */
    public Optional<Duration> tokenCallFrom(String address) {
        return tokenCallsOfAddress.take(address);
    }

    /** Whether somebody at that address who says to be that application has been wrong too often to be believed now. */
    public Optional<Duration> doubts(String address, String application) {
        return failures.look(address + " " + application);
    }

    /** Somebody at that address could not prove to be that application. */
    public void failed(String address, String application) {
        failures.take(address + " " + application);
    }
}
