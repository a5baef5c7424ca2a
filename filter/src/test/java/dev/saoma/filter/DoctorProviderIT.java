package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.test.TestProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor finds out about the provider, each with its fix. */
class DoctorProviderIT extends DoctorFixture {
    @Test
    @DisplayName("C9: what is wrong with the provider is named, each with its fix")
    void provider_isExamined() throws Exception {
        provider.metadata = document -> {
            document.put("issuer", provider.issuer() + "/");
            document.put("response_types_supported", List.of("token"));
            document.put("code_challenge_methods_supported", List.of("plain"));
            document.remove("authorization_response_iss_parameter_supported");
        };
        start(Clock.systemUTC());

        assertThat(text())
                .startsWith("Problems: 4")
                .contains("[problem] The setting issuer is " + provider.issuer() + ", the provider calls itself \""
                        + provider.issuer() + "/\".\n    → Write into issuer what the provider says")
                .contains("[problem] The provider does not offer the authorization code flow.\n    → ")
                .contains("[problem] The provider does not offer PKCE with S256.\n    → ")
                .contains("[note] The provider does not name itself in its answers");
    }

    @Test
    @DisplayName("C9: a provider that is down is one problem, and the page comes all the same")
    void provider_thatIsDown() throws Exception {
        start(Clock.systemUTC());
        provider.goDown();

        assertThat(text())
                .startsWith("Problems: 1")
                .contains("[problem] The provider cannot be reached from this server: GET " + provider.issuer()
                        + "/.well-known/openid-configuration: ");
    }

    @ParameterizedTest
    @CsvSource({
        "authorization_endpoint, /nowhere, 'most probably this redirect URI is not registered for client crm'",
        "authorization_endpoint, /jwks,    'cannot be seen from here: the provider shows a page of its own (status 200)'",
        "jwks_uri,               /nowhere, \"[problem] The provider's key set cannot be used: key set at\"",
        "token_endpoint,         /jwks,    'Whether the credentials of client crm are right cannot be seen'"
    })
    void endpoints_areTried(String name, String path, String finding) throws Exception {
        provider.metadata = document -> document.put(name, provider.issuer() + path);
        start(Clock.systemUTC());

        assertThat(text()).contains(finding.replace("\"", ""));
    }

    @Test
    void wrongSecret_isNamed() throws Exception {
        start(Clock.systemUTC(), "clientSecret", "another-secret-of-this-client-7Yp2Kd");

        assertThat(text())
                .contains(
                        "[problem] The provider does not accept the credentials of client crm.\n    → Compare clientId")
                .doesNotContain("another-secret");
    }

    @ParameterizedTest
    @DisplayName("probe 19, N8: clocks 90 s apart are fine, more is named with its direction")
    @CsvSource({
        "80,   [ok] This server's clock and the provider's are",
        "-80,  [ok] This server's clock and the provider's are",
        "300,  ahead of the provider's",
        "-300, behind the provider's"
    })
    void clocks_areCompared(int seconds, String finding) throws Exception {
        start(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));

        assertThat(text()).contains(finding);
    }

    @ParameterizedTest
    @DisplayName("C9: wrong secrets as different providers report them")
    @CsvSource({
        "unauthorized_client, BASIC,     The provider does not accept the credentials of client crm.",
        "access_denied,       BASIC,     The provider does not accept the credentials of client crm.",
        "invalid_client,      RAW_BASIC, characters such as + / = %"
    })
    void otherWordsForAWrongSecret(String error, TestProvider.SecretIn secretIn, String finding) throws Exception {
        provider.wrongCredentials = error;
        provider.secretIn = secretIn;
        if (secretIn == TestProvider.SecretIn.BASIC) {
            start(Clock.systemUTC(), "clientSecret", "another-secret-of-this-client-7Yp2Kd");
        } else {
            start(Clock.systemUTC());
        }

        assertThat(text()).startsWith("Problems: 1").contains(finding);
    }

    @Test
    @DisplayName("roles that are nowhere are named, with what there is, after the first sign-in")
    void missingRoles_areNamed() throws Exception {
        provider.claims = all -> all.remove("roles");
        provider.userInfo = java.util.Map.of("email", "a@example.cn");
        start(Clock.systemUTC(), "rolesClaim", "realm_access.roles");
        assertThat(text()).contains("[note] No user has signed in since the start");
        app.close();

        start(Clock.systemUTC(), "rolesClaim", "realm_access.roles");
        assertThat(browser.visit(app.url("/who/me")).statusCode()).isEqualTo(200);
        assertThat(text())
                .contains(
                        "[warning] The claim realm_access.roles was missing in all of 1 sign-ins, in the ID token and at"
                                + " UserInfo. The last one had: \"aud, exp, iat, iss, name, nonce, picture, sub\".")
                .doesNotContain(provider.subject);
    }

    @ParameterizedTest
    @DisplayName("a post-logout address that is not registered is named, where the provider lets that be seen")
    @CsvSource({
        "true,  false, [ok] The provider knows where sign-outs end: ",
        "false, false, [problem] The provider does not know where sign-outs end: ",
        "false, true,  [note] Whether ",
        "true,  true,  [note] Whether "
    })
    void postLogoutAddress_isTried(boolean registered, boolean needsHint, String finding) throws Exception {
        provider.offeringSignOut();
        provider.knowsReturnUri = registered;
        provider.signOutNeedsHint = needsHint;
        start(Clock.systemUTC());

        assertThat(text()).contains(finding + " " + app.url("/saoma/signed-out"));
        assertThat(provider.endSession).doesNotContainKey("id_token_hint");
    }

    @Test
    void noSignOutThere_isNoted_andNothingWhereItIsNotWanted() throws Exception {
        start(Clock.systemUTC());
        assertThat(text()).contains("[note] The provider offers no sign-out of its own");
        app.close();

        start(Clock.systemUTC(), "logout", "local");
        assertThat(text()).doesNotContain("sign-out of its own");
    }
}
