package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProviderTest {
    private final TestClock clock = new TestClock();
    private final Outbound outbound = new Outbound(OutboundLimits.within(Duration.ofMinutes(1)));
    private TestProvider remote;
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        remote = new TestProvider(clock);
        provider = new Provider(remote.issuer(), null, true, outbound, clock);
    }

    @AfterEach
    void stop() {
        outbound.close();
        remote.close();
    }

    @Test
    void nothing_isFetchedBeforeItIsNeeded_andThenOnce() throws Exception {
        assertThat(remote.discoveryRequests).hasValue(0);
        provider.metadata();
        provider.metadata();
        assertThat(remote.discoveryRequests).hasValue(1);
    }

    @Test
    @Timeout(300)
    void oldMetadata_isFetchedAgain_andKeptWhenThatFails() throws Exception {
        provider.metadata();
        clock.advance(Duration.ofMinutes(61));
        provider.metadata();
        while (remote.discoveryRequests.get() < 2) {
            Thread.onSpinWait();
        }

        remote.goDown();
        clock.advance(Duration.ofMinutes(61));
        assertThat(provider.metadata().authorizationEndpoint()).isEqualTo(URI.create(remote.issuer() + "/authorize"));
    }

    @Test
    @DisplayName("probe 24c: heals without a restart and without a limit of attempts")
    void providerThatComesBack_isFoundAtOnce() throws Exception {
        remote.goDown();
        for (int i = 0; i < 5; i++) {
            assertThat(failure().kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
        }
        remote.comeBack();

        assertThat(provider.metadata()).isNotNull();
    }

    @Test
    @DisplayName("G39: issuer equality, to the last character")
    void otherIssuer_isAFault() {
        remote.metadata = document -> document.put("issuer", remote.issuer() + "/");

        OidcException e = failure();

        assertThat(e.kind()).isEqualTo(OidcException.Kind.FAULT);
        assertThat(e).hasMessageStartingWith("issuer mismatch: the setting issuer says " + remote.issuer());
    }

    @Test
    @DisplayName("C9: what a sign-in needs")
    void providerThatCannotSignIn_isAFault() {
        remote.metadata = document -> document.remove("token_endpoint");
        assertThat(failure()).hasMessageContaining("token_endpoint is missing");
        remote.metadata = document -> document.put("authorization_endpoint", "http://login.example.com/authorize#x");
        assertThat(failure()).hasMessageContaining("authorization_endpoint is missing or not an https URL");
        remote.metadata = document -> document.put("jwks_uri", "file:///etc/passwd");
        assertThat(failure()).hasMessageContaining("jwks_uri is missing or not an https URL");
        remote.metadata = document -> document.put("code_challenge_methods_supported", List.of("plain"));
        assertThat(failure()).hasMessageContaining("does not offer S256");
        remote.metadata = document -> document.put("response_types_supported", List.of("id_token"));
        assertThat(failure()).hasMessageContaining("does not offer code");
        remote.metadata = document -> document.put("id_token_signing_alg_values_supported", List.of("HS256", "none"));
        assertThat(failure())
                .hasMessageContaining("signs ID tokens with \"[HS256, none]\" only, which the filter does not verify");
        remote.metadata = document -> document.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        assertThat(failure()).hasMessageContaining("lists neither client_secret_basic nor client_secret_post");
    }

    @Test
    @DisplayName("Keycloak has public clients and does not list none")
    void providerThatDoesNotListPublicClients_isAskedAllTheSame() throws Exception {
        remote.metadata =
                document -> document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));

        assertThat(new Provider(remote.issuer(), null, false, outbound, clock).metadata())
                .isNotNull();
    }

    @Test
    @DisplayName("Basic where the provider has it or says nothing, the form where it has nothing else")
    void secret_goesWhereTheProviderTakesIt() throws Exception {
        assertThat(provider.metadata().secretInForm()).isFalse();
        remote.metadata = document ->
                document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "private_key_jwt"));

        Provider other = new Provider(remote.issuer(), null, true, outbound, clock);
        assertThat(other.metadata().secretInForm()).isTrue();
        Provider open = new Provider(remote.issuer(), null, false, outbound, clock);
        assertThat(open.metadata().secretInForm()).isFalse();
    }

    @Test
    void shortMetadata_isEnough() throws Exception {
        remote.metadata = document -> {
            document.remove("code_challenge_methods_supported");
            document.remove("token_endpoint_auth_methods_supported");
            document.remove("authorization_response_iss_parameter_supported");
            document.remove("id_token_signing_alg_values_supported");
        };

        assertThat(provider.metadata().issInResponse()).isFalse();
    }

    @Test
    void backChannelUrl_takesTheIssuersPlaceInOurRequests() throws Exception {
        Provider behind = new Provider("https://login.example.com/a", remote.issuer() + "/", true, outbound, clock);

        assertThat(behind.reachable(URI.create("https://login.example.com/a/token")))
                .isEqualTo(URI.create(remote.issuer() + "/token"));
        assertThat(behind.reachable(URI.create("https://login.example.com/about")))
                .isEqualTo(URI.create("https://login.example.com/about"));
        remote.metadata = document -> {
            document.put("issuer", "https://login.example.com/a");
            for (String name : new String[] {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
                document.put(name, "https://login.example.com/a/x");
            }
        };
        assertThat(behind.metadata().authorizationEndpoint()).isEqualTo(URI.create("https://login.example.com/a/x"));
    }

    private OidcException failure() {
        return catchThrowableOfType(OidcException.class, () -> provider.metadata());
    }
}
