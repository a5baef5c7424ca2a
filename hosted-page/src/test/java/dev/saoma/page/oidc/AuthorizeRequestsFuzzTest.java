package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** An authorization request of anything at all is judged, and nothing is ever sent to an address that is not registered. */
class AuthorizeRequestsFuzzTest {
    private static final ResponseRedirects REDIRECTS = Samples.redirects();
    private static final AuthorizeRequests REQUESTS = new AuthorizeRequests(
            Samples.SETTINGS, Samples.responses(), new IdTokenHints(Samples.ISSUER, List::of), Samples.noTests());
    private static final Set<String> SCOPES = Set.of("openid", "profile");
    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

    /** {@code input} is a whole query. */
    @FuzzTest(maxDuration = "5m")
    void query(byte[] input) {
        judge(new String(input, StandardCharsets.ISO_8859_1));
    }

    /** {@code input} is the redirect URI. */
    @FuzzTest(maxDuration = "5m")
    void redirectUri(byte[] input) {
        String uri = new String(input, StandardCharsets.UTF_8);
        AuthorizeVerdict verdict = judge(with("redirect_uri", uri));

        assertThat(verdict == null || verdict instanceof Refused || uri.equals(Samples.CALLBACK))
                .isTrue();
    }

    /** {@code input} is scope, prompt and max_age, with lines between. */
    @FuzzTest(maxDuration = "5m")
    void scopeAndPrompt(byte[] input) {
        String[] values = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        String query = with("scope", values[0]);
        query += values.length > 1 ? "&prompt=" + UrlWithParameters.encode(values[1]) : "";
        query += values.length > 2 ? "&max_age=" + UrlWithParameters.encode(values[2]) : "";
        judge(query);
    }

    private static String with(String name, String value) {
        return Samples.query().replaceAll("(^|&)" + name + "=[^&]*", "") + "&" + name + "="
                + UrlWithParameters.encode(value);
    }

    /** The verdict, which holds what every verdict must; null where the query cannot be read. */
    private static AuthorizeVerdict judge(String query) {
        AuthorizeVerdict verdict;
        try {
            verdict = REQUESTS.judge(Parameters.parse(query));
        } catch (Parameters.Malformed e) {
            return null;
        }
        if (verdict instanceof Accepted accepted) {
            AuthorizeRequest request = accepted.request();
            assertThat(accepted.application().redirectUris()).contains(request.redirectUri());
            assertThat(SCOPES).containsAll(request.scopes());
            assertThat(request.scopes()).contains("openid");
            assertThat(PROMPTS).containsAll(request.authentication().prompts());
            assertThat(request.authentication().silent()
                            && request.authentication().prompts().size() > 1)
                    .isFalse();
            assertThat(request.codeChallenge()).matches("[A-Za-z0-9_-]{43}");
        } else if (verdict instanceof SentBack back) {
            String location = REDIRECTS.location(back.response()).toString();
            assertThat(back.application().redirectUris())
                    .contains(back.response().redirectUri());
            assertThat(back.application().redirectUris())
                    .anyMatch(uri -> location.startsWith(uri + "?")
                            || location.startsWith(uri + "#")
                            || location.startsWith(Samples.ISSUER + "/"));
            assertThat(location).doesNotContain("\r", "\n", " ");
        }
        return verdict;
    }
}
