package dev.saoma.bench;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.pac4j.core.config.Config;
import org.pac4j.http.client.direct.DirectBearerAuthClient;
import org.pac4j.jee.filter.CallbackFilter;
import org.pac4j.jee.filter.SecurityFilter;
import org.pac4j.jwt.config.signature.RSASignatureConfiguration;
import org.pac4j.jwt.credentials.authenticator.JwtAuthenticator;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;

/** pac4j: SecurityFilter with an OidcClient, default authorizers and matchers. */
final class Pac4jPeer {
    private static final String CALLBACK = "/callback";

    private Pac4jPeer() {}

    static Peer login(LocalProvider provider) throws IOException, ServletException, InterruptedException {
        Config config = config(provider.issuer());

        SecurityFilter security = new SecurityFilter(config, "OidcClient");
        security.init(FakeContext.filter(Map.of()));
        CallbackFilter callback = new CallbackFilter(config, FakeRequest.APP + Journey.PAGE);
        callback.init(FakeContext.filter(Map.of()));
        Filter either = (request, response, chain) -> {
            boolean back = ((HttpServletRequest) request).getServletPath().equals(CALLBACK);
            (back ? callback : security).doFilter(request, response, chain);
        };
        return new Peer(security, Journey.signIn(either), List.of(Journey.PAGE));
    }

    private static Config config(String issuer) {
        OidcConfiguration oidc = new OidcConfiguration();
        oidc.setClientId(LocalProvider.CLIENT_ID);
        oidc.setSecret(LocalProvider.CLIENT_SECRET);
        oidc.setDiscoveryURI(issuer + "/.well-known/openid-configuration");
        oidc.setPreferredJwsAlgorithm(JWSAlgorithm.RS256);
        oidc.setUseNonce(true);
        return new Config(FakeRequest.APP + CALLBACK, new OidcClient(oidc));
    }

    /** The same for a container that creates its filters itself; nothing is fetched before a request. */
    public static final class Login extends SecurityFilter {
        public Login() {
            super(config("http://127.0.0.1:9"), "OidcClient");
        }
    }

    static Filter bearer(LocalProvider provider) throws ServletException {
        RSASignatureConfiguration signature = new RSASignatureConfiguration();
        signature.setPublicKey(provider.publicKey());
        DirectBearerAuthClient client = new DirectBearerAuthClient(new JwtAuthenticator(signature));
        SecurityFilter security = new SecurityFilter(new Config(client), "DirectBearerAuthClient");
        security.init(FakeContext.filter(Map.of()));
        return security;
    }
}
