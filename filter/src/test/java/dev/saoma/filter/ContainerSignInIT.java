package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.PackedApp;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** One sign-in and its session in each container, with the README's snippet in web.xml. */
@Matrix
record ContainerSignInIT(String contextPath) {
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        app = new PackedApp(contextPath).deployWithReadmeSnippet(PackedApp.DERIVED_KEY);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    @Test
    @DisplayName("probe 01: Chinese deep link is kept byte for byte; the servlet API knows the user")
    void deepLink_comesBackSignedIn() {
        String address = app.url("/%E8%AE%A2%E5%8D%95/7?a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1");

        HttpResponse<String> page = new Browser().visit(address);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().toString()).isEqualTo(address);
        assertThat(page.body())
                .contains("query=a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1")
                .contains("user=" + app.provider.subject)
                .contains("principal=" + app.provider.subject)
                .contains("auth=SAOMA")
                .contains("admin=true")
                .contains("clerk=false")
                .contains("attribute=true");
    }

    @Test
    @DisplayName("probe 02, S1: new session id, attributes kept, nothing destroyed; the old id is anonymous")
    void sessionFromBefore_changesItsIdAndKeepsItsAttributes() {
        int destroyed = app.count("sessionsDestroyed");
        Browser browser = new Browser();
        String before = Browser.value(browser.open(app.url("/public/cart")), "session");
        String cookieBefore = browser.cookies.get("JSESSIONID");

        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(Browser.value(page, "session")).isNotEqualTo(before);
        assertThat(Browser.value(page, "cart")).isEqualTo("3 books");
        assertThat(app.count("sessionsDestroyed")).isEqualTo(destroyed);
        Browser attacker = new Browser();
        attacker.cookies.put("JSESSIONID", cookieBefore);
        assertThat(attacker.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("S2: an id planted by an attacker is not the one that gets signed in")
    void plantedSessionId_isNotSignedIn() {
        Browser attacker = new Browser();
        attacker.open(app.url("/public/cart"));
        Browser victim = new Browser();
        victim.cookies.put("JSESSIONID", attacker.cookies.get("JSESSIONID"));

        assertThat(victim.visit(app.url("/a")).statusCode()).isEqualTo(200);

        assertThat(attacker.open(app.url("/a")).statusCode()).isEqualTo(302);
        assertThat(victim.open(app.url("/a;jsessionid=" + victim.cookies.get("JSESSIONID")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(new Browser()
                        .open(app.url("/a;jsessionid=" + victim.cookies.get("JSESSIONID")))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    @DisplayName("an id that the browser made up is not taken for a new session")
    void inventedSessionId_isNotTaken() {
        Browser browser = new Browser();
        browser.cookies.put("JSESSIONID", "0123456789ABCDEF0123456789ABCDEF");

        browser.visit(app.url("/a"));

        assertThat(browser.cookies.get("JSESSIONID")).doesNotContain("0123456789ABCDEF");
    }

    @Test
    @DisplayName("probe 16, S10: request.logout() signs out and keeps the application's session")
    void logoutByTheApplication_signsOut() {
        Browser browser = new Browser();
        browser.open(app.url("/public/cart"));
        browser.visit(app.url("/a"));

        HttpResponse<String> page = browser.open(app.url("/app-logout"));

        assertThat(page.body()).contains("user=null", "principal=null", "auth=null", "admin=false", "cart=3 books");
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("sign-out at the filter's own address ends the session")
    void signOut_endsTheSession() {
        int destroyed = app.count("sessionsDestroyed");
        Browser browser = new Browser();
        browser.visit(app.url("/a"));

        HttpResponse<String> answer =
                browser.send("POST", app.url("/saoma/logout"), "", "Sec-Fetch-Site", "same-origin");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(app.count("sessionsDestroyed")).isEqualTo(destroyed + 1);
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("probe 14, S3: visitors without a session get none")
    void anonymousRequests_createNoSession() {
        int before = app.count("sessionsCreated");
        int calls = app.count("calls");

        for (int i = 0; i < 100; i++) {
            assertThat(new Browser().open(app.url("/a")).statusCode()).isEqualTo(302);
        }

        assertThat(app.count("sessionsCreated")).isEqualTo(before);
        assertThat(app.count("calls")).isEqualTo(calls);
    }

    @Test
    @DisplayName("probe 05, 05b, 06, R10: two tabs in either order, a poll and an icon in between")
    void twoTabs_endOnTheirOwnPages() {
        for (List<Integer> order : List.of(List.of(0, 1), List.of(1, 0))) {
            Browser browser = new Browser();
            List<HttpResponse<String>> started =
                    List.of(browser.open(app.url("/tab0?x=0")), browser.open(app.url("/tab1?x=1")));
            Map<String, String> before = Map.copyOf(browser.cookies);
            browser.send("GET", app.url("/poll"), null, "X-Requested-With", "XMLHttpRequest");
            browser.send("GET", app.url("/icon"), null, "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image");
            assertThat(browser.cookies).isEqualTo(before);
            for (int tab : order) {
                HttpResponse<String> page = browser.follow(started.get(tab));
                assertThat(page.uri().toString()).isEqualTo(app.url("/tab" + tab + "?x=" + tab));
                assertThat(page.statusCode()).isEqualTo(200);
            }
            assertThat(browser.pending()).isEmpty();
        }
    }

    @Test
    @DisplayName("G45, S5: each cookie of ours leaves the container as the filter wrote it")
    void cookies_keepTheirAttributes() {
        Browser browser = new Browser();
        HttpResponse<String> started = browser.open(app.url("/a"));
        HttpResponse<String> finished = browser.open(Browser.location(browser.open(Browser.location(started))));

        assertThat(Browser.setCookies(started))
                .singleElement()
                .asString()
                .matches("saoma-[^=;]+=[A-Za-z0-9_-]+; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
        assertThat(Browser.setCookies(finished))
                .anyMatch(cookie -> cookie.matches("saoma-[^=;]+=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
        assertThat(started.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    @DisplayName("Chinese pages leave the container as UTF-8")
    void ownPage_isUtf8() {
        HttpResponse<String> page =
                new Browser().send("GET", app.url("/saoma/signed-out"), null, "Accept-Language", "zh-CN");

        assertThat(page.body()).contains("您已退出登录");
    }

    @Test
    @DisplayName("probe 05: twenty tabs at once: five cookies, less than 4 KB, each tab ends on its own page")
    void twentyTabs_endOnTheirOwnPages() {
        Browser browser = new Browser();
        List<HttpResponse<String>> started = new ArrayList<>();
        for (int tab = 0; tab < 20; tab++) {
            started.add(browser.open(app.url("/tab?n=" + tab)));
        }
        assertThat(browser.pending()).hasSize(5);
        assertThat(browser.cookieHeader().length()).isLessThan(4096);

        List<Integer> order = new ArrayList<>();
        for (int tab = 0; tab < 20; tab++) {
            order.add(tab);
        }
        Collections.shuffle(order, new Random(5));
        for (int tab : order) {
            HttpResponse<String> page = browser.follow(started.get(tab));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.uri().toString()).isEqualTo(app.url("/tab?n=" + tab));
        }
    }

    @Test
    @DisplayName("pain 41: whatever is missing of a callback, it is a page and never a 5xx")
    void anyPartOfACallback_isNoServerError() {
        Browser browser = new Browser();
        String query = browser.callback(app.url("/a")).replaceAll(".*\\?", "");
        List<String> cookies = List.copyOf(browser.cookies.keySet());
        String[] parameters = query.split("&");
        for (int subset = 0; subset < 1 << parameters.length; subset++) {
            List<String> some = new ArrayList<>();
            for (int i = 0; i < parameters.length; i++) {
                if ((subset >> i & 1) != 0) {
                    some.add(parameters[i]);
                }
            }
            Browser visitor = new Browser();
            if (subset % 2 == 0) {
                cookies.forEach(name -> visitor.cookies.put(name, browser.cookies.get(name)));
            }
            HttpResponse<String> page = visitor.open(app.url("/saoma/callback?" + String.join("&", some)));
            assertThat(page.statusCode()).as(some.toString()).isBetween(300, 499);
        }
    }
}
