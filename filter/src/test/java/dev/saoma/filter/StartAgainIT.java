package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Callbacks that come late, twice, or to a browser that has lost its cookies, and loops: section R of the abuse cases.
 */
class StartAgainIT extends CallbackFixture {
    @ParameterizedTest
    @DisplayName("R2: a sign-in that took more than ten minutes is not finished; another one starts by itself")
    @CsvSource({"/orders/7?x=1, ?return_to=%2Fcrm%2Forders%2F7%3Fx%3D1", "/, ''"})
    void oldSignIn_startsAgainForTheSamePage(String path, String loginQuery) {
        String callback = callback(browser, path);
        clock.advance(Duration.ofMinutes(10));
        browser.cookies.clear();

        HttpResponse<String> answer = browser.open(callback);

        assertStartsAgain(answer, loginQuery);
        assertThat(browser.follow(answer).uri().toString()).isEqualTo(app.url(path));
        assertThat(provider.tokenRequests).hasValue(1);
    }

    @Test
    @DisplayName("R16: an old callback with cookies disabled: one more sign-in, then a page")
    void oldCallbackWithoutCookies_isNoLoop() {
        browser.keepsCookies = false;
        String callback = callback(browser, "/a");
        clock.advance(Duration.ofMinutes(10));

        HttpResponse<String> page = browser.visit(callback);

        assertExpired(page);
    }

    @Test
    @DisplayName("R16: an old callback again and again: by itself once a minute at most")
    void oldCallbackAgain_isAPage() {
        String callback = callback(browser, "/a");
        clock.advance(Duration.ofMinutes(10));
        browser.open(callback);

        assertExpired(browser.open(callback));
    }

    @Test
    @DisplayName("R18: an old callback that was not opened starts nothing")
    void oldCallbackFetchedAhead_isAPage() {
        String callback = callback(browser, "/a");
        clock.advance(Duration.ofMinutes(10));

        assertExpired(browser.send("GET", callback, null, "Sec-Purpose", "prefetch", "Accept-Language", "en"));
    }

    @Test
    @DisplayName("R3: cancelled after more than ten minutes: no sign-in starts by itself")
    void oldCancellation_isAPage() {
        provider.answer = parameters -> {
            parameters.remove("code");
            parameters.put("error", "access_denied");
        };
        String callback = callback(browser, "/a");
        clock.advance(Duration.ofMinutes(10));

        assertExpired(browser.open(callback));
    }

    @Test
    @DisplayName("R10: scanned in a tab whose cookie had to go: another sign-in for its page starts by itself")
    void sixthTab_startsAgainForItsPage() {
        String callback = callback(browser, "/first");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(1));
            browser.open(app.url("/tab" + i));
        }

        HttpResponse<String> answer = browser.open(callback);

        assertStartsAgain(answer, "?return_to=%2Fcrm%2Ffirst");
        assertThat(browser.follow(answer).uri().toString()).isEqualTo(app.url("/first"));
    }

    @Test
    @DisplayName("R12: the same callback twice at the same moment: both end on the page, with one token request")
    void callbackTwiceAtOnce_endsOnThePage() throws Exception {
        String callback = callback(browser, "/orders/7");
        Browser twin = new Browser();
        twin.cookies.putAll(browser.cookies);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answerNow = new CountDownLatch(1);
        provider.beforeToken = () -> {
            asked.countDown();
            try {
                answerNow.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> twin.open(callback));
        asked.await(2, TimeUnit.MINUTES);
        CompletableFuture<HttpResponse<String>> second = CompletableFuture.supplyAsync(() -> browser.open(callback));
        answerNow.countDown();
        List<HttpResponse<String>> answers = List.of(first.get(2, TimeUnit.MINUTES), second.get(2, TimeUnit.MINUTES));

        // It is really one browser, which keeps what both responses set.
        browser.cookies.putAll(twin.cookies);
        assertThat(answers)
                .extracting(Browser::location)
                .containsExactlyInAnyOrder(app.url("/orders/7"), app.url("/saoma/login?return_to=%2Fcrm%2Forders%2F7"));
        for (HttpResponse<String> answer : answers) {
            assertThat(browser.follow(answer).uri().toString()).isEqualTo(app.url("/orders/7"));
        }
        assertThat(provider.tokenRequests).hasValue(1);
        assertThat(app.sessionsCreated).hasValue(1);
    }

    @Test
    @DisplayName("R16: a provider that refuses each of its codes: a page after the second")
    void codesAlwaysRefused_isNoLoop() {
        provider.tokenStatus = 400;
        provider.tokenBody = "{\"error\":\"invalid_grant\"}";

        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("This sign-in can no longer be used");
        assertThat(provider.tokenRequests).hasValue(2);
    }

    @Test
    @DisplayName("R12, probe 09: the back button repeats the callback: on to the page")
    void callbackAgainWithASession_goesOnToThePage() {
        String callback = callback(browser, "/orders/7?x=1");
        browser.open(callback);

        HttpResponse<String> again = browser.open(callback);

        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(Browser.location(again)).isEqualTo(app.url("/orders/7?x=1"));
        assertThat(provider.tokenRequests).hasValue(1);
    }

    @Test
    @DisplayName("R10, probe 05: twenty tabs at once: those whose cookie had to go still end on their own page")
    void twentyTabs_allEndOnTheirOwnPage() {
        List<String> callbacks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            callbacks.add(callback(browser, "/orders/" + i + "?q=%E7%AB%B9"));
        }
        Collections.reverse(callbacks);

        for (int i = 0; i < 20; i++) {
            assertThat(Browser.location(browser.open(callbacks.get(i))))
                    .isEqualTo(app.url("/orders/" + (19 - i) + "?q=%E7%AB%B9"));
        }
        assertThat(app.sessionsCreated).hasValue(1);
    }

    @Test
    @DisplayName("R13, R2: an answer whose cookie is gone: start again leads to the page that was asked for")
    void lostCookie_startsAgainForTheSamePage() {
        String callback = callback(browser, "/orders/7?x=1");
        browser.cookies.clear();

        HttpResponse<String> page = browser.open(callback);

        assertExpired(page);
        assertThat(page.body()).contains("/crm/saoma/login?return_to=%2Fcrm%2Forders%2F7%3Fx%3D1\"");
        assertThat(browser.visit(app.url("/saoma/login?return_to=%2Fcrm%2Forders%2F7%3Fx%3D1"))
                        .uri()
                        .toString())
                .isEqualTo(app.url("/orders/7?x=1"));
    }

    @Test
    void manyTabsThenSignOut_isNoLoop() {
        List<String> callbacks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            callbacks.add(callback(browser, "/orders/" + i));
        }
        callbacks.forEach(browser::open);
        browser.open(app.url("/app-logout"));

        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R16: signing out in the application again and again shows that cookies are kept")
    void signInAndOutAgainAndAgain_isNoLoop() {
        for (int i = 0; i < 6; i++) {
            assertThat(browser.visit(app.url("/a")).statusCode())
                    .as("sign-in %d", i)
                    .isEqualTo(200);
            browser.open(app.url("/app-logout"));
        }
    }

    @Test
    @DisplayName("R16: the minute begins with the first sign-in and does not move on")
    void slowRounds_areNoLoop() {
        for (int i = 0; i < 6; i++) {
            assertThat(browser.visit(app.url("/a")).statusCode())
                    .as("sign-in %d", i)
                    .isEqualTo(200);
            browser.cookies.remove("JSESSIONID");
            clock.advance(Duration.ofSeconds(25));
        }
    }

    @Test
    void strayCallbackWithASession_goesHome() {
        browser.visit(app.url("/a"));

        assertThat(Browser.location(browser.open(app.url("/saoma/callback?code=x&state=y"))))
                .isEqualTo(app.url("/"));
    }

    @Test
    @DisplayName("R16: cookies disabled: one page, no loop")
    void browserWithoutCookies_seesOnePage() {
        browser.keepsCookies = false;

        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("allow cookies for this site");
    }

    @Test
    @DisplayName("R16: a session cookie that is not kept: a page after three rounds, and again only by hand")
    void lostSessions_endOnAPage() {
        HttpResponse<String> page = null;
        for (int i = 0; i < 4; i++) {
            browser.cookies.remove("JSESSIONID");
            page = browser.visit(app.url("/a"));
            browser.cookies.remove("JSESSIONID");
        }
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("Your sign-in is not being kept");
        assertThat(browser.visit(app.url("/saoma/login")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R3, probe 08: cancelled on the phone")
    void accessDenied_isAFriendlyPage() {
        provider.answer = parameters -> {
            parameters.remove("code");
            parameters.put("error", "access_denied");
        };

        HttpResponse<String> page = browser.visit(app.url("/orders/7?x=1"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("Sign-in cancelled")
                .contains("href=\"" + app.url("/saoma/login?return_to=%2Fcrm%2Forders%2F7%3Fx%3D1") + "\"");
        assertThat(browser.pending()).isEmpty();
        assertThat(provider.tokenRequests).hasValue(0);

        provider.answer = parameters -> {};
        assertThat(browser.visit(app.url("/saoma/login?return_to=%2Fcrm%2Forders%2F7%3Fx%3D1"))
                        .uri()
                        .toString())
                .isEqualTo(app.url("/orders/7?x=1"));
    }
}
