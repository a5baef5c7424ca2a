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
 * Carries the time of an application's first request through the page's own links that restart the sign-in, sealed. An
 * application gives up on a sign-in after ten minutes, so a later scan would be useless. Thread-safe.
 */
public final class FirstBegin {
    /** Name of the parameter of {@code /authorize}. */
    public static final String PARAMETER = "first_begun";

    private static final Duration APPLICATION_WAITS = Duration.ofMinutes(10);
    /** Leaves three minutes to scan. */
    private static final Duration LATEST_BEGIN = Duration.ofMinutes(7);

    private final Sealer sealer;
    private final Clock clock;

    /** Creates an instance that seals times with {@code sealer}. */
    public FirstBegin(Sealer sealer, Clock clock) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.clock = clock;
    }

    /** Returns the time of the first request, sealed for {@link #in links} that begin the request of {@code pending} again. */
    public String sealed(PendingSignIn pending) {
        Instant first = Instant.ofEpochSecond(pending.firstAt());
        byte[] content = Long.toString(pending.firstAt()).getBytes(StandardCharsets.UTF_8);
        return sealer.seal(purpose(pending.request()), content, first.plus(LATEST_BEGIN));
    }

    /** Adds the sealed time to the link {@code again}. */
    public static UrlWithParameters in(UrlWithParameters again, String sealed) {
        return again.with(PARAMETER, sealed);
    }

    /**
     * Returns when the application's first request arrived: now, if the parameter is absent.
     *
     * @param sealed the parameter; empty for a new request of the application
     * @return empty if it is too late, or the parameter is invalid: the application has to start again
     */
    public Optional<Instant> read(AuthorizeRequest request, Optional<String> sealed) {
        if (sealed.isEmpty()) {
            return Optional.of(clock.instant());
        }
        return sealer.open(purpose(request), sealed.get())
                .map(content -> Instant.ofEpochSecond(Long.parseLong(new String(content, StandardCharsets.UTF_8))));
    }

    /** Returns how long a QR code for {@code pending} is useful, at most {@code qrLifetime}. */
    public static Duration useful(PendingSignIn pending, Duration qrLifetime) {
        Duration left = APPLICATION_WAITS.minusSeconds(pending.startedAt() - pending.firstAt());
        return left.compareTo(qrLifetime) < 0 ? left : qrLifetime;
    }

    private static String purpose(AuthorizeRequest request) {
        return "first begun "
                + Fingerprint.of(request.clientId() + " " + request.state() + " " + request.codeChallenge());
    }
}
