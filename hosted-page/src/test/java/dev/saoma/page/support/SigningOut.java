package dev.saoma.page.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** A person who is signed in, ways to sign out, and their effects. */
public abstract class SigningOut extends OnePageWithSuite {
    public static final String[] OURS = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"};
    private static final Pattern FIELD = Pattern.compile("name=\"([a-z_]+)\" value=\"([^\"]+)\"");

    @BeforeAll
    public static void startPage() {
        page = new PageUnderTest(directory, "", suite.entry(""));
    }

    /** Signs in and returns the ID token. */
    public final String signIn() {
        Map<String, String> answer = browser.signIn(RelyingParty.request("prompt", "login"), newScan());
        return RelyingParty.tokens(browser, answer.get("code")).get("id_token").getAsString();
    }

    public final HttpResponse<String> logout(String... parameters) {
        Map<String, String> query = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], parameters[i + 1]);
        }
        return browser.get("/logout?" + Browser.query(query));
    }

    /** Answers the question with a click. */
    public final HttpResponse<String> confirm(HttpResponse<String> question) {
        Map<String, String> form = new HashMap<>();
        Matcher matcher = FIELD.matcher(question.body());
        while (matcher.find()) {
            form.put(matcher.group(1), matcher.group(2).replace("&amp;", "&"));
        }
        return browser.post("/logout/confirm", form, OURS);
    }

    public final boolean signedIn() {
        Map<String, String> answer =
                Browser.parameters(Browser.location(browser.authorize(RelyingParty.request("prompt", "none"))));
        return answer.containsKey("code");
    }

    public static boolean asks(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && answer.body().contains("id=\"sign-out\"");
    }

    public static boolean saysDone(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                && answer.body().contains("data-page=\"signout\"")
                && !answer.body().contains("id=\"sign-out\"");
    }

    public final void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("id=\"error-id\"").doesNotContain("http-equiv=\"refresh\"");
        assertThat(signedIn()).isTrue();
    }
}
