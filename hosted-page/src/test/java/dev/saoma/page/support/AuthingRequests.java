package dev.saoma.page.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** What {@code authing-js-sdk} 4.x sends, as requests, and what it reads; {@code AuthingSdkIT} runs it in a browser. */
public abstract class AuthingRequests extends OnePageWithSuite {
    public static final String SITE = "http://localhost:8091";
    public static final String SECOND_SITE = "http://localhost:8092";
    public static final String OTHER_APP = "http://localhost:8093";
    public static final String SDK_ONLY = "http://localhost:8094";
    public static final String USER =
            "\n    query user($id: String) {\n  user(id: $id) {\n    id\n    arn\n  }\n}\n    ";
    public static final String CHECK =
            "\n    query checkLoginStatus($token: String) {\n  checkLoginStatus(token: $token) {\n    code\n  }\n}\n    ";
    private static final Pattern MESSAGE = Pattern.compile("data-origins=\"([^\"]*)\" data-message=\"([^\"]*)\"");

    @BeforeAll
    public static void startPage() {
        page = new PageUnderTest(
                directory, "", suite.entry("") + """
                          - { clientId: store, name: Store, origins: ["%s", "%s"], authingSdk: true,
                              postLogoutRedirectUris: ["%s/bye"] }
                          - { clientId: other, name: Other, origins: ["%s"], authingSdk: true }
                          - { clientId: modern, name: Modern, origins: ["%s"] }
                        """.formatted(SITE, SECOND_SITE, SITE, OTHER_APP, SDK_ONLY));
    }

    public static String social(String appId) {
        return "/connections/social/wechat:pc?from_guard=1&app_id=" + appId
                + "&authorization_params=undefined&with_identities=0&with_custom_data=0&protocol=oidc&uuid=abc";
    }

    public record Posted(String origins, JsonObject message) {
        public String token() {
            return message.getAsJsonObject("data").get("token").getAsString();
        }
    }

    public static Posted posted(HttpResponse<String> answer) {
        Matcher matcher = MESSAGE.matcher(answer.body());
        assertThat(matcher.find()).as(answer.statusCode() + " " + answer.body()).isTrue();
        String json =
                matcher.group(2).replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        return new Posted(matcher.group(1), JsonParser.parseString(json).getAsJsonObject());
    }

    /** Opens the window's first address up to the login page, and returns WeChat's state. */
    public final String begin(String address, String... headers) {
        HttpResponse<String> first = browser.get(address, headers);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
        return Browser.state(browser.get(path(Browser.location(first)) + "&prompt=login"));
    }

    /** Opens the window's first address and signs in, up to the page that notifies the opener. */
    public final HttpResponse<String> signIn(String address, String... headers) {
        HttpResponse<String> back = browser.callback(begin(address, headers), newScan());
        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        return browser.get(path(Browser.location(back)));
    }

    public final String token() {
        return posted(signIn(social("store"))).token();
    }

    public final JsonObject graphql(String query, Map<String, ?> variables, String... headers) {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(page.issuer + "/graphql/v2"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                new Gson().toJson(Map.of("query", query, "variables", variables)))),
                headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    public final JsonObject me(String token) {
        return graphql(USER, Map.of(), "Authorization", "Bearer " + token, "Origin", SITE);
    }

    public static int code(JsonObject errors) {
        return errors.getAsJsonArray("errors")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("message")
                .get("code")
                .getAsInt();
    }

    public final JsonObject status(String token, String... headers) {
        return graphql(CHECK, Map.of("token", token), headers)
                .getAsJsonObject("data")
                .getAsJsonObject("checkLoginStatus");
    }
}
