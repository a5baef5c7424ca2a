package dev.saoma.filter.internal.logout;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.oidc.EndSessionRequest;
import dev.saoma.filter.internal.oidc.OidcException;
import dev.saoma.filter.internal.oidc.Provider;
import dev.saoma.filter.internal.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The redirects that sign a browser out at the provider and bring it back. Thread-safe.
 *
 * <p>The provider signs out at once on a request with an ID token of the session, and asks for confirmation without one. So the
 * session keeps its ID token, sealed: in plain text it would open this application to anyone who reads the session store.
 *
 * @see "OpenID Connect RP-Initiated Logout 1.0"
 */
public final class ProviderLogout {
    private static final Logger LOG = FilterLog.logger();
    private static final String HINT = "saoma id_token_hint";
    private static final String STATE = "saoma sign-out";
    private static final Duration STATE_LIFETIME = Duration.ofHours(1);
    /** A longer ID token does not fit into a URL, and is too large for a session. */
    private static final int MAX_HINT = 4096;
    /** Providers accept no more than a few hundred characters of state. */
    private static final int MAX_PATH = 200;

    private final @Nullable Provider provider;
    private final String clientId;
    private final String returnUri;
    private final Sealer sealer;
    private final Duration hintLifetime;
    private final Clock clock;
    private final AtomicLong lastWarning = new AtomicLong();

    /**
     * @param provider null if sign-outs end at this application
     * @param returnUri where the provider sends the browser back to, as registered there
     * @param hintLifetime how long sessions live
     */
    public ProviderLogout(
            @Nullable Provider provider,
            String clientId,
            String returnUri,
            Sealer sealer,
            Duration hintLifetime,
            Clock clock) {
        this.provider = provider;
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        this.returnUri = Objects.requireNonNull(returnUri, "returnUri");
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.hintLifetime = hintLifetime;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Returns the sealed ID token that a session keeps for a later sign-out; null for none. */
    public @Nullable String keep(String idToken) {
        try {
            boolean useful = provider != null
                    && idToken.length() <= MAX_HINT
                    && provider.metadata().endSessionEndpoint().isPresent();
            return useful ? sealer.seal(HINT, ascii(idToken), hintLifetime) : null;
        } catch (OidcException e) {
            return null; // Unlikely so soon after a sign-in; without a hint the provider will ask.
        }
    }

    /**
     * Returns the address that signs out at the provider; null if there is none, or it is not known now.
     *
     * @param kept by the session, if there was one
     * @param returnTo checked path inside this application to end at, if one was requested
     */
    public @Nullable String address(@Nullable String kept, @Nullable String returnTo) {
        if (provider == null) {
            return null;
        }
        String idToken = kept == null ? null : text(sealer.open(HINT, kept));
        String path = returnTo == null || returnTo.length() > MAX_PATH ? "" : returnTo;
        String state = sealer.seal(STATE, ascii(path), STATE_LIFETIME);
        try {
            return EndSessionRequest.url(provider.metadata(), clientId, idToken, returnUri, state);
        } catch (OidcException e) {
            warn(e);
            return null;
        }
    }

    // Anyone can request a sign-out, so one line a minute is enough.
    private void warn(OidcException e) {
        long minute = clock.millis() / 60_000;
        boolean first = lastWarning.getAndSet(minute) != minute;
        LOG.log(
                first ? Level.WARNING : Level.FINE,
                "A sign-out ended at this application: {0} (at most one such line a minute)",
                e.getMessage());
    }

    /** Returns the path that a returning browser had requested, empty for none; null if it does not return from a sign-out. */
    public @Nullable String returned(@Nullable String state) {
        return state == null ? null : text(sealer.open(STATE, state));
    }

    private static @Nullable String text(Optional<byte[]> bytes) {
        return bytes.map(all -> new String(all, StandardCharsets.US_ASCII)).orElse(null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
