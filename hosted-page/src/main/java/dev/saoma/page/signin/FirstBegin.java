package dev.saoma.page.signin;

import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When the application began to wait, sealed into the page's own links that begin a sign-in again. An application gives up
 * on a sign-in as we do, after ten minutes: a code that is scanned later is scanned in vain. Thread-safe.
 */
public final class FirstBegin {
    /** Name of the parameter of {@code /authorize}. */
    public static final String PARAMETER = "first_begun";

    private static final Duration APPLICATION_WAITS = Duration.ofMinutes(10);
    /** Leaves three minutes to scan. */
    private static final Duration LATEST_BEGIN = Duration.ofMinutes(7);

    private final Sealer sealer;
    private final Clock clock;

    /** Sealed by {@code sealer}. */
    public FirstBegin(Sealer sealer, Clock clock) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.clock = clock;
    }

    /** The time, sealed for {@link #in links} that begin the request of {@code pending} again. */
    public String sealed(PendingSignIn pending) {
        Instant first = Instant.ofEpochSecond(pending.firstAt());
        byte[] content = Long.toString(pending.firstAt()).getBytes(StandardCharsets.UTF_8);
        return sealer.seal(purpose(pending.request()), content, first.plus(LATEST_BEGIN));
    }

    /** The link {@code again} with the time added. */
    public static UrlWithParameters in(UrlWithParameters again, String sealed) {
        return again.with(PARAMETER, sealed);
    }

    /**
     * Returns the content of that parameter.
     *
     * @param sealed empty for a new request of the application
     * @return empty if it is too late or unreadable: the application has to start again
     */
    public Optional<Instant> read(AuthorizeRequest request, Optional<String> sealed) {
        if (sealed.isEmpty()) {
            return Optional.of(clock.instant());
        }
        return sealer.open(purpose(request), sealed.get())
                .map(content -> Instant.ofEpochSecond(Long.parseLong(new String(content, StandardCharsets.UTF_8))));
    }

    /** How long a QR code for {@code pending} is of use, at most {@code qrLifetime}. */
    public static Duration useful(PendingSignIn pending, Duration qrLifetime) {
        Duration left = APPLICATION_WAITS.minusSeconds(pending.startedAt() - pending.firstAt());
        return left.compareTo(qrLifetime) < 0 ? left : qrLifetime;
    }

    private static String purpose(AuthorizeRequest request) {
        return "first begun "
                + Fingerprint.of(request.clientId() + " " + request.state() + " " + request.codeChallenge());
    }
}
