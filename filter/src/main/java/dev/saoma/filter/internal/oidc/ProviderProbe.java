package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.doctor.Finding;
import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundException;
import dev.saoma.filter.internal.http.OutboundResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks at the provider what a sign-in depends on, bypassing all caches: discovery, clock, keys, redirect URI, client secret.
 * Changes nothing there, except for lines in its log. Thread-safe.
 */
public final class ProviderProbe {
    /** Sign-ins tolerate more, but a greater difference means that one of the two clocks is not synchronised. */
    private static final long CLOCK_SECONDS = 90;

    private final Provider provider;
    private final Client client;
    private final Outbound outbound;
    private final Clock clock;
    private final SecureRandom random;
    private final UserInfo userInfo;
    private final @Nullable String signedOutUri;

    /**
     * @param userInfo which knows the claims that sign-ins have had so far
     * @param signedOutUri where the provider sends browsers back to after a sign-out; null if none is sent there
     */
    public ProviderProbe(
            Provider provider,
            Client client,
            Outbound outbound,
            Clock clock,
            SecureRandom random,
            UserInfo userInfo,
            @Nullable String signedOutUri) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.client = Objects.requireNonNull(client, "client");
        this.outbound = Objects.requireNonNull(outbound, "outbound");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.userInfo = Objects.requireNonNull(userInfo, "userInfo");
        this.signedOutUri = signedOutUri;
    }

    /**
     * Returns the findings, in the order of a sign-in. Takes as long as its calls, each with the limits of {@link Outbound}.
     */
    public List<Finding> look() {
        List<Finding> found = new ArrayList<>();
        URI uri = provider.discoveryUri();
        Map<String, @Nullable Object> document;
        try {
            OutboundResponse response = outbound.getJson(uri);
            if (response.status() != 200) {
                found.add(Finding.problem("discovery.status", uri, response.status()));
                return found;
            }
            found.add(Finding.ok("discovery.ok", uri));
            found.add(clock(response.date()));
            document = StrictJson.object(response.text());
        } catch (OutboundException e) {
            found.add(Finding.problem("discovery.unreachable", e.getMessage()));
            return found;
        } catch (IOException e) {
            found.add(Finding.problem("discovery.json", uri, e.getMessage()));
            return found;
        }
        describe(document, found);
        try {
            ProviderMetadata metadata = ProviderMetadata.of(document, provider.issuer(), client.secret() != null);
            found.add(keys());
            unverifiable().ifPresent(what -> found.add(Finding.note("java.lacks", what)));
            found.add(redirectUri(metadata));
            found.add(client(metadata));
            found.addAll(signOut(metadata));
            found.addAll(userInfo.findings());
        } catch (OidcException e) {
            found.add(Finding.problem("discovery.refused", e.getMessage()));
        }
        return found;
    }

    /** Describes signature algorithms that this Java runtime lacks, with the versions that have them; usually empty. */
    public static Optional<String> unverifiable() {
        return SigningAlgorithm.lacking();
    }

    private Finding clock(@Nullable String date) {
        try {
            Instant theirs = ZonedDateTime.parse(String.valueOf(date), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            long behind = theirs.getEpochSecond() - clock.millis() / 1000;
            if (Math.abs(behind) <= CLOCK_SECONDS) {
                return Finding.ok("clock.ok", Math.abs(behind));
            }
            return Finding.problem(behind > 0 ? "clock.behind" : "clock.ahead", Math.abs(behind));
        } catch (DateTimeException e) {
            return Finding.note("clock.unknown");
        }
    }

    private void describe(Map<String, @Nullable Object> document, List<Finding> found) {
        Object issuer = document.get("issuer");
        if (provider.issuer().equals(issuer)) {
            found.add(Finding.ok("issuer.ok", provider.issuer()));
        } else {
            found.add(Finding.problem("issuer.mismatch", provider.issuer(), LogText.safe(issuer)));
        }
        found.add(listed(document, "response_types_supported", "code", "code"));
        found.add(listed(document, "code_challenge_methods_supported", "S256", "s256"));
        boolean iss = Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported"));
        found.add(iss ? Finding.ok("iss.ok") : Finding.note("iss.missing"));
    }

    private static Finding listed(Map<String, @Nullable Object> document, String list, String value, String key) {
        Object said = document.get(list);
        if (said == null) {
            return Finding.note(key + ".unsaid");
        }
        boolean there = said instanceof Collection && ((Collection<?>) said).contains(value);
        return there ? Finding.ok(key + ".ok") : Finding.problem(key + ".missing");
    }

    private Finding keys() {
        try {
            return Finding.ok("keys.ok", new KeySet(provider, clock).count());
        } catch (OidcException e) {
            return Finding.problem("keys.failed", e.getMessage());
        }
    }

    // prompt=none ends without a page: a provider that knows the redirect URI redirects to it, one that does not shows
    // an error of its own.
    private Finding redirectUri(ProviderMetadata metadata) {
        PendingValues values = new PendingValues(random);
        String url = AuthorizationRequest.url(metadata, client, values.state, values.nonce, values.verifier);
        URI uri = provider.reachable(URI.create(url + "&prompt=none"));
        try {
            OutboundResponse response = outbound.getPage(uri);
            String location = response.location();
            if (response.status() / 100 == 3 && location != null) {
                boolean back = location.equals(client.redirectUri())
                        || location.startsWith(client.redirectUri() + "?")
                        || location.startsWith(client.redirectUri() + "#");
                return back
                        ? Finding.ok("redirect.ok", client.redirectUri())
                        : Finding.note("redirect.unknown", client.redirectUri(), response.status());
            }
            boolean refused = response.status() >= 400 && response.status() < 500 && response.status() != 429;
            return refused
                    ? Finding.problem("redirect.refused", client.redirectUri(), client.id(), response.status())
                    : Finding.note("redirect.unknown", client.redirectUri(), response.status());
        } catch (OutboundException e) {
            return Finding.note("redirect.unreachable", client.redirectUri(), e.getMessage());
        }
    }

    // Sends a code that does not exist: the error shows whether the provider rejects the code or the client.
    private Finding client(ProviderMetadata metadata) {
        try {
            TokenClient tokens = new TokenClient(provider, client, outbound);
            TokenClient.Refusal refusal =
                    tokens.refusalFor(metadata, "saoma-doctor", new PendingValues(random).verifier);
            if (refusal.isOfTheCode()) {
                return Finding.ok("client.ok", client.id());
            }
            if (refusal.isOfTheCredentials()) {
                return Finding.problem(
                        client.secret() == null || tokens.hint(metadata).isEmpty()
                                ? "client.refused"
                                : "client.refused.encoded",
                        client.id());
            }
            return refusal.isOfTheClient()
                    ? Finding.problem("client.flow", client.id())
                    : Finding.note("client.unknown", client.id(), LogText.safe(refusal));
        } catch (OidcException e) {
            return Finding.problem("client.failed", e.getMessage());
        }
    }

    // Two requests without a session: a provider that answers one without a return URI, but refuses one with ours, does
    // not know ours.
    private List<Finding> signOut(ProviderMetadata metadata) {
        String anybody = EndSessionRequest.url(metadata, client.id());
        if (signedOutUri == null) {
            return Collections.emptyList();
        }
        if (anybody == null) {
            return Collections.singletonList(Finding.note("signout.none"));
        }
        try {
            if (isRefused(anybody)) {
                return Collections.singletonList(Finding.note("signout.unknown", signedOutUri));
            }
            String state = new PendingValues(random).state;
            String address = EndSessionRequest.url(metadata, client.id(), null, signedOutUri, state);
            return Collections.singletonList(
                    isRefused(String.valueOf(address))
                            ? Finding.problem("signout.refused", signedOutUri, client.id())
                            : Finding.ok("signout.ok", signedOutUri));
        } catch (OutboundException e) {
            return Collections.singletonList(Finding.note("signout.unknown", signedOutUri));
        }
    }

    private boolean isRefused(String url) throws OutboundException {
        int status = outbound.getPage(provider.reachable(URI.create(url))).status();
        return status >= 400 && status < 500 && status != 429;
    }

    private static final class PendingValues {
        private final String state;
        private final String nonce;
        private final String verifier;

        PendingValues(SecureRandom random) {
            state = text(random);
            nonce = text(random);
            verifier = text(random);
        }

        private static String text(SecureRandom random) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
