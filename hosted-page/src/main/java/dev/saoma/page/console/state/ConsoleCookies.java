package dev.saoma.page.console.state;

import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The cookies of the console. Those that have to arrive with the redirect after a scan (a pending sign-in, a test sign-in,
 * the registered browser) are Lax; those of the session and of a completed scan are Strict, and first sent after a navigation
 * within the console's origin. Thread-safe.
 */
public final class ConsoleCookies {
    public static final Duration PENDING = Duration.ofMinutes(10);
    private static final Duration BROWSER = Duration.ofDays(180);

    private final String prefix;
    private final String tag;
    private final Clock clock;

    public ConsoleCookies(ConsoleSettings settings, Clock clock) {
        this.prefix = (settings.https() ? "__Host-" : "") + "saoma-console-";
        this.tag = "-" + Fingerprint.brief(settings.url().toString()).substring(0, 5);
        this.clock = clock;
    }

    /**
     * A pending sign-in, after the redirect to the login page.
     *
     * @param forShell whether it was begun in a session from the command line, to make the person an administrator
     * @param next path to redirect to afterwards
     */
    public record Pending(String state, String nonce, String verifier, boolean forShell, String next) {
        @Override
        public String toString() {
            return "Pending[…]";
        }
    }

    /** A completed scan without a session yet: in a browser that is not registered, or by a future administrator. */
    public record Arrival(String subject, long authTime, boolean forShell) {
        @Override
        public String toString() {
            return "Arrival[…]";
        }
    }

    /**
     * A test sign-in that was begun in this browser.
     *
     * @param challenge derived from the verifier; identifies the test
     */
    public record Test(String challenge, String verifier) {
        @Override
        public String toString() {
            return "Test[…]";
        }
    }

    /** A value and the pool that it belongs to. */
    public record Of<T>(ConsolePool pool, T value) {}

    private String name(String what) {
        return prefix + what + tag;
    }

    public SetCookie session(ConsolePool pool, String token) {
        return new SetCookie(name("session"), pool.name() + "." + token, Session.LONGEST, false, true);
    }

    public Optional<Of<String>> session(SentCookies sent, List<ConsolePool> pools) {
        return sent.only(name("session")).flatMap(value -> split(value, pools));
    }

    public SetCookie noSession() {
        return SetCookie.drop(name("session"));
    }

    public SetCookie browser(String secret) {
        return new SetCookie(name("browser"), secret, BROWSER);
    }

    public Optional<String> browser(SentCookies sent) {
        return sent.only(name("browser")).filter(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
    }

    public SetCookie pending(ConsolePool pool, Pending pending) {
        return sealed("pending", pool, pending, Pending.class, false);
    }

    public Optional<Of<Pending>> pending(SentCookies sent, List<ConsolePool> pools) {
        return opened("pending", sent, pools, Pending.class);
    }

    public SetCookie test(ConsolePool pool, Test test) {
        return sealed("test", pool, test, Test.class, false);
    }

    public Optional<Of<Test>> test(SentCookies sent, List<ConsolePool> pools) {
        return opened("test", sent, pools, Test.class);
    }

    public SetCookie noTest() {
        return SetCookie.drop(name("test"));
    }

    public SetCookie arrival(ConsolePool pool, Arrival arrival) {
        return sealed("arrival", pool, arrival, Arrival.class, true);
    }

    public Optional<Of<Arrival>> arrival(SentCookies sent, List<ConsolePool> pools) {
        return opened("arrival", sent, pools, Arrival.class);
    }

    /** Returns cookies that delete those of a completed sign-in. */
    public List<SetCookie> done() {
        return List.of(SetCookie.drop(name("pending")), SetCookie.drop(name("arrival")));
    }

    private <T> SetCookie sealed(String what, ConsolePool pool, T value, Class<T> type, boolean strict) {
        String sealed = new SealedRecords<>(pool.sealer(), type)
                .seal("console-" + what, value, clock.instant().plus(PENDING));
        return new SetCookie(name(what), pool.name() + "." + sealed, PENDING, false, strict);
    }

    private <T> Optional<Of<T>> opened(String what, SentCookies sent, List<ConsolePool> pools, Class<T> type) {
        return sent.only(name(what))
                .flatMap(value -> split(value, pools))
                .flatMap(of -> new SealedRecords<>(of.pool().sealer(), type)
                        .open("console-" + what, of.value())
                        .map(value -> new Of<>(of.pool(), value)));
    }

    private static Optional<Of<String>> split(String value, List<ConsolePool> pools) {
        int dot = value.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : pools.stream()
                        .filter(pool -> pool.name().equals(value.substring(0, dot)))
                        .findFirst()
                        .map(pool -> new Of<>(pool, value.substring(dot + 1)));
    }
}
