package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.Reason;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import dev.saoma.page.oidc.OidcError.Code;
import dev.saoma.page.settings.ResponseMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core 3.1.2.2: authentication request validation. */
class AuthorizeRequestsTest {
    private final AuthorizeRequests requests = new AuthorizeRequests(
            Samples.SETTINGS, Samples.responses(), new IdTokenHints(Samples.ISSUER, List::of), Samples.noTests());

    private AuthorizeVerdict judge(String query) {
        try {
            return requests.judge(Parameters.parse(query));
        } catch (Parameters.Malformed e) {
            throw new AssertionError(e);
        }
    }

    private static String without(String name) {
        return Samples.query().replaceAll("(^|&)" + name + "=[^&]*", "");
    }

    private static String with(String name, String value) {
        return without(name) + "&" + name + "=" + UrlWithParameters.encode(value);
    }

    private SentBack sentBack(String query) {
        AuthorizeVerdict verdict = judge(query);
        assertThat(verdict).isInstanceOf(SentBack.class);
        String location = ((SentBack) verdict).response().inQuery().toString();
        assertThat(location).startsWith(Samples.CALLBACK + "?error=").contains("&iss=https%3A%2F%2Flogin.example.com");
        return (SentBack) verdict;
    }

    @Test
    void goodRequest_isAccepted() {
        assertThat(judge(Samples.query())).isEqualTo(new Accepted(Samples.request(), Samples.CRM));
    }

    @Test
    @DisplayName("Core 3.1.2.1: unknown parameters and scopes are ignored, even twice")
    void unknownParameters_areIgnored() {
        String query = with("scope", "openid email profile offline_access")
                + "&extra=1&extra=2&display=popup&acr_values=x" + "&login_hint=%3Cjunk%3E&claims_locales=de";

        assertThat(judge(query)).isEqualTo(new Accepted(Samples.request(), Samples.CRM));
    }

    @Test
    @DisplayName("Core 3.1.2.1: prompt and max_age are kept")
    void wishes_areKept() {
        AuthorizeVerdict verdict = judge(Samples.query() + "&max_age=10000&prompt=login+consent");

        assertThat(((Accepted) verdict).request().authentication())
                .isEqualTo(new AuthenticationParameters(
                        Set.of("login", "consent"), 10_000L, null, null, ResponseMode.QUERY));
    }

    @Test
    void optionalParameters_mayBeLeftOut() {
        AuthorizeVerdict verdict = judge(without("state").replace("&nonce=no", ""));

        assertThat(((Accepted) verdict).request().state()).isNull();
        assertThat(((Accepted) verdict).request().nonce()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "client_id=", "client_id=CRM", "client_id=crm&client_id=crm", "client_id=crm%00"})
    @DisplayName("A1: an application we do not know")
    void unknownApplication_isRefusedWithoutRedirect(String clientId) {
        AuthorizeVerdict verdict = judge(without("client_id") + "&" + clientId);

        assertThat(verdict).isInstanceOf(Refused.class);
        assertThat(((Refused) verdict).reason()).isEqualTo(Reason.UNKNOWN_APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://crm.example.com/cb/",
                "https://crm.example.com/CB",
                "https://CRM.example.com/cb",
                "https://crm.example.com:443/cb",
                "https://crm.example.com/x/../cb",
                "https://crm.example.com/cb;x",
                "https://crm.example.com@evil.example/cb",
                "https://crm.example.com/%2e/cb",
                "https://crm.example.com/cb#f",
                "https://crm.example.com/cb?x=1",
                "http://crm.example.com/cb",
                "https://shop.example.com/cb",
                "//crm.example.com/cb",
                "https://crm.example.com/cb ",
                "https://crm.example.com/c%62",
                "https://crm.example.com/cb\r\nX: y"
            })
    @DisplayName("A2, G1: every variant of a registered redirect URI")
    void otherRedirectUri_isRefusedWithoutRedirect(String uri) {
        AuthorizeVerdict verdict = judge(with("redirect_uri", uri));

        assertThat(verdict).isInstanceOf(Refused.class);
        assertThat(((Refused) verdict).reason()).isEqualTo(Reason.REDIRECT_URI_MISMATCH);
        assertThat(((Refused) verdict).application()).isEqualTo(Samples.CRM);
    }

    @Test
    @DisplayName("A2: a redirect URI twice")
    void redirectUriTwice_isRefusedWithoutRedirect() {
        assertThat(judge(Samples.query() + "&redirect_uri=https%3A%2F%2Fcrm.example.com%2Fcb"))
                .isInstanceOf(Refused.class);
    }

    @Property
    @Label("G13: nothing but the registered address is ever a target")
    void anyRedirectUri_isNoTarget(@ForAll String uri) {
        assertThat(judge(with("redirect_uri", uri))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "response_type, '', INVALID_REQUEST",
        "response_type, token, UNSUPPORTED_RESPONSE_TYPE",
        "response_type, id_token, UNSUPPORTED_RESPONSE_TYPE",
        "response_type, code id_token, UNSUPPORTED_RESPONSE_TYPE",
        "response_type, CODE, UNSUPPORTED_RESPONSE_TYPE",
        "response_mode, fragment, INVALID_REQUEST",
        "response_mode, nonsense, INVALID_REQUEST",
        "scope, '', INVALID_SCOPE",
        "scope, profile, INVALID_SCOPE",
        "scope, openidx, INVALID_SCOPE",
        "code_challenge, '', INVALID_REQUEST",
        "code_challenge_method, '', INVALID_REQUEST",
        "code_challenge_method, plain, INVALID_REQUEST",
        "code_challenge_method, s256, INVALID_REQUEST",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c, INVALID_REQUEST",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=, INVALID_REQUEST",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM, INVALID_REQUEST",
        "prompt, none login, INVALID_REQUEST",
        "prompt, sometimes, INVALID_REQUEST",
        "max_age, -1, INVALID_REQUEST",
        "max_age, soon, INVALID_REQUEST",
        "max_age, 99999999999, INVALID_REQUEST",
        "request, eyJhbGciOiJub25lIn0.e30., REQUEST_NOT_SUPPORTED",
        "request_uri, http://169.254.169.254/latest, REQUEST_URI_NOT_SUPPORTED",
        "registration, {}, REGISTRATION_NOT_SUPPORTED"
    })
    @DisplayName("A3, A4, A5, A7, A14, G5-G9, G11: what is wrong goes back with state and iss")
    void wrongParameter_isSentBack(String name, String value, Code expected) {
        SentBack sentBack = sentBack(with(name, value));

        assertThat(sentBack.error().code()).isEqualTo(expected);
        assertThat(sentBack.response().inQuery().toString()).contains("error=" + expected.wireName(), "&state=st");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"response_type", "scope", "nonce", "code_challenge", "prompt", "max_age", "ui_locales", "claims"
            })
    @DisplayName("G4: no protocol parameter twice")
    void repeatedParameter_isSentBack(String name) {
        SentBack sentBack = sentBack(Samples.query() + "&" + name + "=a&" + name + "=b");

        assertThat(sentBack.error().code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(sentBack.error().description()).isEqualTo(name + " must not be repeated");
    }

    @Test
    @DisplayName("G4: state twice is not returned")
    void repeatedState_isSentBackWithout() {
        assertThat(sentBack(Samples.query() + "&state=b").response().inQuery().toString())
                .doesNotContain("state=b", "state=st");
    }

    @Test
    @DisplayName("A6: state up to 2 KB, whatever is in it, comes back exactly")
    void state_isGivenBackExactly() {
        String strange = "<script>\r\n\"'&=+% 中🎉" + "x".repeat(2024);
        assertThat(strange.getBytes(StandardCharsets.UTF_8)).hasSize(2048);
        AuthorizeRequest request = ((Accepted) judge(with("state", strange))).request();
        assertThat(request.state()).isEqualTo(strange);

        String location = Samples.responses().success(request, "c").toString();
        assertThat(location).doesNotContain("<", "\r", "\n", "\"", " ").matches("[\\x21-\\x7e]+");

        SentBack longer = sentBack(with("state", strange + "x"));
        assertThat(longer.error().description()).isEqualTo("state must not be longer than 2048 bytes");
        assertThat(longer.response().inQuery().toString()).contains("&state=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "nonce", "ui_locales", "login_hint"})
    @DisplayName("G4: each value is at most 2 KB, in bytes and not in characters")
    void longValue_isSentBack(String name) {
        assertThat(judge(with(name, "中".repeat(682) + "xx"))).isInstanceOf(Accepted.class);

        assertThat(sentBack(with(name, "中".repeat(683))).error().description())
                .isEqualTo(name + " must not be longer than 2048 bytes");
    }

    @Test
    @DisplayName("A6: a state that no line of a response could hold is not sent back")
    void hugeState_isSentBackWithout() {
        assertThat(sentBack(without("state") + "&state=" + "x".repeat(4097))
                        .response()
                        .inQuery()
                        .toString())
                .hasSizeLessThan(1024)
                .contains("error_description=state%20must");
    }

    @Test
    @DisplayName("A5: a scope of 5 KB")
    void hugeScope_isSentBack() {
        assertThat(sentBack(with("scope", "openid " + "x".repeat(5000))).error().code())
                .isEqualTo(Code.INVALID_REQUEST);
    }

    @Test
    void again_isTheSameRequest() {
        String again = Samples.request()
                .again("https://login.example.com/authorize")
                .toUri()
                .getRawQuery();

        assertThat(judge(again)).isEqualTo(new Accepted(Samples.request(), Samples.CRM));
    }
}
