package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import java.util.List;
import java.util.Set;

/** Authorization requests made of fuzzed input, and what every verdict must fulfil: no redirect to an unregistered URI. */
final class FuzzedRequests {
    private static final ResponseRedirects REDIRECTS = Samples.redirects();
    private static final AuthorizeRequests REQUESTS = new AuthorizeRequests(
            Samples.SETTINGS, Samples.responses(), new IdTokenHints(Samples.ISSUER, List::of), Samples.noTests());
    private static final Set<String> SCOPES = Set.of("openid", "profile");
    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

    private FuzzedRequests() {}

    /** Returns a valid query with another value for this parameter. */
    static String with(String name, String value) {
        return Samples.query().replaceAll("(^|&)" + name + "=[^&]*", "") + "&" + name + "="
                + UrlWithParameters.encode(value);
    }

    /** Returns the verdict, after asserting what every verdict must fulfil; null if the query cannot be parsed. */
    static AuthorizeVerdict judge(String query) {
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
