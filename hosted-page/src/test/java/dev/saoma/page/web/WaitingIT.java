package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.FreshPage;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tabs that wait while another tab of the same browser signs in. */
class WaitingIT extends FreshPage {
    private static final Pattern STATE = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"");
    private static final Pattern TICKET = Pattern.compile("data-waiting-ticket=\"([A-Za-z0-9_-]+)\"");

    private record Tab(String state, String ticket) {}

    private Tab open(Map<String, String> request) {
        String html = browser.authorize(request).body();
        page.clock.advance(Duration.ofSeconds(1));
        return new Tab(first(STATE, html), first(TICKET, html));
    }

    private static String first(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        assertThat(matcher.find()).as(html).isTrue();
        return matcher.group(1);
    }

    private static Map<String, String> crm(String state) {
        Map<String, String> request = Browser.crm();
        request.put("state", state);
        request.put("nonce", "nonce-" + state);
        return request;
    }

    private Optional<Map<String, String>> goOn(Browser in, Tab tab) {
        HttpResponse<String> answer =
                in.post("/sign-in/waiting", Map.of("ticket", tab.ticket()), "Sec-Fetch-Site", "same-origin");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
        return Optional.ofNullable(json.get("location"))
                .map(location -> Browser.parameters(URI.create(location.getAsString())));
    }

    @Test
    @DisplayName("the waiting tab gets a code of its own, for its own state, nonce and verifier")
    void waitingTab_goesOnAsTheSamePerson() {
        Tab waiting = open(crm("one"));
        Tab scanned = open(crm("two"));
        browser.callback(scanned.state(), "c1");

        Map<String, String> answer = goOn(browser, waiting).orElseThrow();

        assertThat(answer).containsEntry("state", "one").containsEntry("iss", page.issuer.toString());
        JsonObject idToken = idToken(browser.token(answer.get("code")));
        assertThat(idToken.get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(idToken.get("nonce").getAsString()).isEqualTo("nonce-one");
        assertThat(page.wechat.calls("/sns/oauth2/access_token"))
                .as("codes sent to WeChat")
                .isEqualTo(1);
    }

    private static JsonObject idToken(HttpResponse<String> answer) {
        String token = JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("id_token")
                .getAsString();
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JsonParser.parseString(new String(payload, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    @Test
    @DisplayName("twenty tabs, of which the browser keeps five cookies: all continue, each once")
    void twentyTabs_allGoOnOnce() {
        Tab[] tabs = new Tab[19];
        for (int i = 0; i < tabs.length; i++) {
            tabs[i] = open(crm("tab" + i));
        }
        browser.callback(open(crm("scanned")).state(), "c1");

        for (int i = 0; i < tabs.length; i++) {
            assertThat(goOn(browser, tabs[i]).orElseThrow()).containsEntry("state", "tab" + i);
            assertThat(goOn(browser, tabs[i])).isEmpty();
        }
    }

    @Test
    void nobodyHasSignedIn_keepsWaiting() {
        Tab waiting = open(crm("one"));
        open(crm("two"));

        assertThat(goOn(browser, waiting)).isEmpty();
    }

    @Test
    @DisplayName("a sign-in that begins later, after a sign-out say, asks for a scan of its own")
    void signInThatBeganLater_keepsWaiting() {
        browser.callback(open(crm("one")).state(), "c1");
        Map<String, String> request = crm("two");
        request.put("prompt", "login"); // Otherwise the page offers to continue, without a code to wait for.
        Tab later = open(request);

        assertThat(goOn(browser, later)).isEmpty();
    }

    @Test
    @DisplayName("nothing crosses to another application")
    void otherApplication_keepsWaiting() {
        Tab shop = open(Browser.shop());
        browser.callback(open(crm("one")).state(), "c1");

        assertThat(goOn(browser, shop)).isEmpty();
    }

    @Test
    @DisplayName("nor to another browser, not even with the ticket")
    void otherBrowser_keepsWaiting() {
        Tab waiting = open(crm("one"));
        browser.callback(open(crm("two")).state(), "c1");

        assertThat(goOn(new Browser(page.issuer), waiting)).isEmpty();
    }

    @Test
    void widerScope_keepsWaiting() {
        Tab waiting = open(crm("one"));
        Map<String, String> narrow = crm("two");
        narrow.put("scope", "openid");
        browser.callback(open(narrow).state(), "c1");

        assertThat(goOn(browser, waiting)).isEmpty();
    }

    @Test
    @DisplayName("a tab may sleep for a throttled tick, and no longer")
    void ninetySecondsLater_keepsWaiting() {
        Tab first = open(crm("one"));
        Tab second = open(crm("two"));
        browser.callback(open(crm("three")).state(), "c1");
        page.clock.advance(Duration.ofSeconds(89));
        assertThat(goOn(browser, first)).isPresent();
        page.clock.advance(Duration.ofSeconds(1));

        assertThat(goOn(browser, second)).isEmpty();
    }

    @Test
    @DisplayName("a user whose page session has ended since is not signed in by a tab that wakes late")
    void pageSessionOver_keepsWaiting() {
        Tab waiting = open(crm("one"));
        browser.callback(open(crm("two")).state(), "c1");
        String name = browser.sessionCookie();
        String session = browser.cookies.remove(name);

        assertThat(goOn(browser, waiting)).isEmpty();
        browser.cookies.put(name, session);
        assertThat(goOn(browser, waiting)).isPresent();
    }

    @Test
    void pageWithoutSessions_goesOn(@TempDir Path other) {
        try (PageUnderTest forgetful = new PageUnderTest(other, "", "session: { enabled: false }\n")) {
            Browser browserThere = new Browser(forgetful.issuer);
            String html = browserThere.authorize(crm("one")).body();
            forgetful.clock.advance(Duration.ofSeconds(1));
            browserThere.callback(browserThere.begin(crm("two")), "c1");

            assertThat(goOn(browserThere, new Tab(first(STATE, html), first(TICKET, html))))
                    .isPresent();
        }
    }

    @Test
    void changedTicket_isNothing() {
        Tab waiting = open(crm("one"));
        browser.callback(open(crm("two")).state(), "c1");

        assertThat(goOn(browser, new Tab("", waiting.ticket().substring(1)))).isEmpty();
        assertThat(browser.post("/sign-in/waiting", Map.of(), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("G59: other sites cannot ask")
    void foreignRequest_isRefused() {
        Tab waiting = open(crm("one"));
        browser.callback(open(crm("two")).state(), "c1");

        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            assertThat(browser.post("/sign-in/waiting", Map.of("ticket", waiting.ticket()), "Sec-Fetch-Site", site)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(goOn(browser, waiting)).isPresent();
    }

    @Test
    @DisplayName("the notice that scripts may read says when, and nothing else")
    void notice_isATime() {
        open(crm("one"));
        HttpResponse<String> answer = browser.callback(open(crm("two")).state(), "c1");

        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> !cookie.contains("HttpOnly"))
                .singleElement()
                .asString()
                .matches("saoma-signed-in-[A-Za-z0-9_-]{5}-[A-Za-z0-9_-]{10}=\\d+; Path=/; Max-Age=90; SameSite=Lax");
    }

    @Test
    void declined_leavesNoNotice() {
        HttpResponse<String> answer =
                browser.get("/wechat/callback?state=" + open(crm("one")).state());

        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }
}
