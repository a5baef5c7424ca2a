package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.http.Route;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.SigningOut;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another site opens an address of the page in a window. What it can see of the response, a redirect or a page, the opener
 * policy and the frames, is the same whether its visitor is signed in here or not.
 */
class ForeignVisitsIT extends SigningOut {
    private static final Pattern FRAME = Pattern.compile("<(iframe|frame|object|embed|portal)\\b");
    private static final String SITE = "http://localhost:8091";
    private static final String RETURN = "&post_logout_redirect_uri=" + Browser.encode(RelyingParty.SIGNED_OUT);
    private static final int MOST_HOPS = 3;

    @BeforeAll
    public static void startPage() {
        page = new PageUnderTest(directory, "", suite.entry("") + """
                          - { clientId: store, name: Store, origins: ["%s"], authingSdk: true, redirectUris: ["%s/"],
                              postLogoutRedirectUris: ["%s/bye"] }
                        directory: { admission: everybody, database: { timeout: PT1M } }
                        """.formatted(SITE, SITE, SITE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", ""})
    @DisplayName(
            "G90: at every address the answer to another site is alike for strangers and for people who are signed in")
    void everyAddress_looksAlike(String site) {
        String theirs = tokenOfAnAttacker();
        signIn();
        assertThat(browser.authorize(RelyingParty.request()).body()).contains("id=\"continue\"");
        Browser signedOut = new Browser(page.issuer);
        signedOut.cookies.put(browser.sessionCookie(), "A".repeat(43));

        int asked = 0;
        List<String> differences = new ArrayList<>();
        Map<String, List<String>> requests = requests(theirs);
        assertThat(requests.keySet())
                .as("each address that is there")
                .containsExactlyInAnyOrderElementsOf(
                        page.router().routes().stream().map(Route::path).toList());
        for (Map.Entry<String, List<String>> route : requests.entrySet()) {
            for (String query : route.getValue()) {
                String address = route.getKey() + query;
                String stranger = seen(new Browser(page.issuer), address, site);
                for (Browser visitor : List.of(browser, signedOut)) {
                    String seen = seen(visitor, address, site);
                    if (!seen.equals(stranger)) {
                        differences.add(address + "\n  known:    " + seen + "\n  stranger: " + stranger);
                    }
                }
                asked++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(asked).isGreaterThan(100);
        assertThat(signedIn()).as("nobody was signed out by a link").isTrue();
    }

    @Test
    @DisplayName(
            "without an ID token a stranger whom another site sends gets a link to continue, and others are redirected")
    void strangerWithoutHint_isSentOnFromTheOwnSiteOnly() {
        String address = "/logout?client_id=suite&state=s" + RETURN;
        Browser stranger = new Browser(page.issuer);

        HttpResponse<String> foreign = stranger.get(address, "Sec-Fetch-Site", "cross-site");

        assertThat(saysDone(foreign)).isTrue();
        assertThat(foreign.body())
                .containsPattern("id=\"back-to-application\"[^>]*href=\"" + RelyingParty.SIGNED_OUT + "\\?state=s\"");
        for (String site : List.of("same-site", "same-origin", "none")) {
            assertThat(Browser.location(stranger.get(address, "Sec-Fetch-Site", site))
                            .toString())
                    .isEqualTo(RelyingParty.SIGNED_OUT + "?state=s");
        }
    }

    /** An attacker has an account of their own, and therefore an ID token. */
    private static String tokenOfAnAttacker() {
        page.wechat.answersToken(WeChatStub.GRANT.replace("oDefault", "oAttacker"));
        Browser theirs = new Browser(page.issuer);
        Map<String, String> answer = theirs.signIn(RelyingParty.request("prompt", "login"), newScan());
        page.wechat.answersToken(WeChatStub.GRANT);
        return RelyingParty.tokens(theirs, answer.get("code")).get("id_token").getAsString();
    }

    private static Map<String, List<String>> requests(String hint) {
        Map<String, List<String>> requests = new TreeMap<>();
        page.router().routes().forEach(route -> requests.put(route.path(), new ArrayList<>(List.of("", "?x"))));
        for (String path : List.of("/authorize", "/oidc/auth", "/embed", "/sdk/v1/silent")) {
            requests.get(path).addAll(authorizations(hint));
        }
        for (String path : List.of("/logout", "/oidc/session/end")) {
            requests.get(path)
                    .addAll(List.of(
                            "?state=s",
                            "?client_id=suite",
                            "?client_id=nobody",
                            "?client_id=suite&state=s" + RETURN,
                            "?client_id=suite&logout_hint=oDefault" + RETURN,
                            "?client_id=suite&post_logout_redirect_uri=https://evil.example/",
                            "?id_token_hint=" + hint,
                            "?id_token_hint=" + hint + RETURN,
                            "?id_token_hint=" + hint + "&client_id=suite&state=s" + RETURN,
                            "?id_token_hint=" + hint + "&client_id=crm" + RETURN,
                            "?id_token_hint=junk" + RETURN));
        }
        requests.get("/login/profile/logout").add("?redirect_uri=" + Browser.encode(SITE + "/bye"));
        requests.get("/connections/social/").set(0, "wechat:pc?app_id=store&authorization_params=%7B%7D");
        requests.get("/api/v2/logout").add("?app_id=store");
        requests.get("/api/v2/oidc/validate_token").add("?id_token=" + hint);
        for (String path : List.of("/wechat/callback", "/wechat/callback/popup", "/wechat/callback/frame")) {
            requests.get(path).add("?code=junk&state=" + "a".repeat(32));
        }
        return requests;
    }

    private static List<String> authorizations(String hint) {
        List<String> queries = new ArrayList<>();
        for (String[] more : new String[][] {
            {},
            {"prompt", "login"},
            {"prompt", "consent"},
            {"prompt", "select_account"},
            {"prompt", "none"},
            {"prompt", "none", "response_mode", "form_post"},
            {"prompt", "none", "response_mode", "fragment"},
            {"prompt", "none", "max_age", "0"},
            {"prompt", "none", "id_token_hint", hint},
            {"response_mode", "form_post"},
            {"max_age", "0"},
            {"max_age", "100000"},
            {"id_token_hint", hint},
            {"login_hint", "oDefault"},
            {"ui_locales", "en"},
            {"scope", "openid"},
            {"scope", "none"},
            {"redirect_uri", "https://evil.example/"},
        }) {
            queries.add("?" + Browser.query(RelyingParty.request(more)));
        }
        Map<String, String> message = Browser.crm();
        message.putAll(Map.of("client_id", "store", "redirect_uri", SITE + "/", "response_mode", "web_message"));
        queries.add("?" + Browser.query(message));
        message.put("prompt", "none");
        queries.add("?" + Browser.query(message));
        return queries;
    }

    /** Returns what the other site can see of every response of ours, up to one that leads away. */
    private static String seen(Browser visitor, String address, String site) {
        List<String> seen = new ArrayList<>();
        String next = address;
        for (int hop = 0; hop < MOST_HOPS && next != null; hop++) {
            HttpResponse<String> answer = site.isEmpty()
                    ? visitor.get(next)
                    : visitor.get(
                            next, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document");
            URI location =
                    answer.headers().firstValue("Location").map(URI::create).orElse(null);
            seen.add(shape(answer, location));
            next = location != null && location.toString().startsWith(page.issuer.toString()) ? path(location) : null;
        }
        return seen.toString();
    }

    private static String shape(HttpResponse<String> answer, URI location) {
        String headers = List.of(
                        "Content-Type",
                        "Content-Disposition",
                        "Cross-Origin-Opener-Policy",
                        "Cross-Origin-Embedder-Policy",
                        "Cross-Origin-Resource-Policy",
                        "X-Frame-Options",
                        "Cache-Control",
                        "Clear-Site-Data",
                        "Timing-Allow-Origin",
                        "Access-Control-Allow-Origin",
                        "Refresh")
                .stream()
                .map(name -> name + "=" + answer.headers().allValues(name))
                .collect(Collectors.joining(" "));
        boolean empty = answer.body().isEmpty();
        long frames = FRAME.matcher(answer.body()).results().count();
        String goes = location == null
                ? answer.statusCode() / 100 == 2 ? "page" : "error page"
                : "to " + location.getScheme() + "://" + location.getRawAuthority() + location.getRawPath();
        return goes + " empty=" + empty + " frames=" + frames + " refresh="
                + answer.body().contains("http-equiv") + " " + headers;
    }
}
