package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.sun.net.httpserver.HttpServer;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hosted page serves a client that is not ours: the Nimbus OAuth 2.0 SDK with OpenID Connect extensions. */
class ForeignClientIT {
    private static final ClientID CLIENT_ID = new ClientID("somebody-else");
    private static final Secret CLIENT_SECRET = new Secret("p%ss:w+rd/with&odd=characters-and-length");

    private static Browsers browsers;
    private static HttpServer callback;
    private static URI redirectUri;
    private static DemoSite site;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        callback = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        callback.createContext("/", exchange -> {
            byte[] body = "arrived".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        callback.start();
        redirectUri = URI.create("http://localhost:" + callback.getAddress().getPort() + "/signed-in?keep=1");
        site = Sites.quick()
                .application(CLIENT_ID.getValue(), CLIENT_SECRET.getValue(), redirectUri)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
        callback.stop(0);
        browsers.close();
    }

    @Test
    void nimbusClient_withBasicAuthentication_signsInAndAcceptsTheIdToken() throws Exception {
        SandboxUser user = site.sandbox().users().get(1);

        IDTokenClaimsSet claims = signIn(user, new ClientSecretBasic(CLIENT_ID, CLIENT_SECRET));

        assertThat(claims.getSubject().getValue()).isEqualTo(user.unionid());
        assertThat(claims.getStringClaim("name")).isEqualTo(user.nickname());
    }

    @Test
    void nimbusClient_withPostedSecret_signsInAndAcceptsTheIdToken() throws Exception {
        SandboxUser user = site.sandbox().users().get(2);

        IDTokenClaimsSet claims = signIn(user, new ClientSecretPost(CLIENT_ID, CLIENT_SECRET));

        assertThat(claims.getSubject().getValue()).isEqualTo(user.unionid());
    }

    private static IDTokenClaimsSet signIn(SandboxUser user, ClientAuthentication authentication) throws Exception {
        OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(new Issuer(site.page()));
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile"), CLIENT_ID, redirectUri)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();

        AuthenticationResponse response = AuthenticationResponseParser.parse(throughTheBrowser(request.toURI(), user));
        assertThat(response.indicatesSuccess()).isTrue();
        assertThat(response.getState()).isEqualTo(state);
        assertThat(response.getIssuer()).isEqualTo(provider.getIssuer());

        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        TokenRequest exchange = new TokenRequest.Builder(
                        provider.getTokenEndpointURI(),
                        authentication,
                        new AuthorizationCodeGrant(code, redirectUri, verifier))
                .build();
        TokenResponse tokens =
                OIDCTokenResponseParser.parse(exchange.toHTTPRequest().send());
        assertThat(tokens.indicatesSuccess())
                .as("%s", tokens.toHTTPResponse().getBody())
                .isTrue();
        OIDCTokenResponse success = (OIDCTokenResponse) tokens.toSuccessResponse();

        return new IDTokenValidator(
                        provider.getIssuer(),
                        CLIENT_ID,
                        JWSAlgorithm.RS256,
                        provider.getJWKSetURI().toURL())
                .validate(success.getOIDCTokens().getIDToken(), nonce);
    }

    /** Returns where the browser arrives after the user has scanned the code and confirmed. */
    private static URI throughTheBrowser(URI authorizationRequest, SandboxUser user) {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.navigate(authorizationRequest.toString());
            QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
            code.scanAs(user);
            code.confirm();
            tab.waitForURL(redirectUri + "&**");
            return URI.create(tab.url());
        }
    }
}
