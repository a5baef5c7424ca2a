package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callbacks without a session may cost: calls to the provider, per sign-in and per address. */
@Timeout(300)
class CallbackBudgetIT extends CallbackFixture {
    @Override
    Map<String, String> settings() {
        return Map.of("trustedProxies", "127.0.0.1");
    }

    private static Browser at(String address) {
        Browser browser = new Browser();
        browser.address = address;
        return browser;
    }

    private static String withCode(String callback, String code) {
        return callback.replaceAll("([?&]code=)[^&]*", "$1" + code);
    }

    @Test
    @DisplayName("one pending sign-in, brought back with 500 codes and its cookie each time: one token request")
    void oneSignIn_asksTheProviderOnce() {
        String callback = callback(browser, "/a");
        browser.keepsCookies = false;

        for (int i = 0; i < 500; i++) {
            assertThat(browser.open(withCode(callback, "junk" + i)).statusCode())
                    .isIn(303, 400);
        }

        assertThat(provider.tokenRequests).hasValue(1);
    }

    @Test
    @DisplayName("the same from 20 threads at once")
    void oneSignIn_asksTheProviderOnceAtOnce() throws Exception {
        String callback = callback(browser, "/a");
        browser.keepsCookies = false;
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String one = withCode(callback, "junk" + i);
                all.add(CompletableFuture.runAsync(() -> browser.open(one), threads));
            }
            CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(5, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }

        assertThat(provider.tokenRequests).hasValue(1);
    }

    @Test
    @DisplayName(
            "300 sign-ins of one address, each with a code of its own invention: 30 token requests, then 429 to it alone")
    void refusedCodes_areCountedByAddress() {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Browser one = at("203.0.113.7");
            answers.add(one.open(withCode(callback(one, "/a"), "junk" + i)).statusCode());
        }

        assertThat(provider.tokenRequests).hasValue(30);
        assertThat(answers.subList(30, 300)).containsOnly(429);
        HttpResponse<String> other = at("203.0.113.8").visit(app.url("/a"));
        assertThat(other.body()).contains("user=" + provider.subject);
        clock.advance(Duration.ofMinutes(1));
        assertThat(at("203.0.113.7").visit(app.url("/a")).body()).contains("user=" + provider.subject);
    }

    @Test
    @DisplayName("the page for an address over its budget says what to do, and its sign-in still works afterwards")
    void overBudget_keepsTheSignIn() {
        for (int i = 0; i < 30; i++) {
            Browser one = at("203.0.113.7");
            one.open(withCode(callback(one, "/a"), "junk"));
        }
        Browser honest = at("203.0.113.7");
        String callback = callback(honest, "/orders/7");

        HttpResponse<String> page = honest.open(callback);

        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(page.body()).contains("wait a minute").contains("id=\"error-id\"");
        clock.advance(Duration.ofMinutes(1));
        assertThat(honest.follow(honest.open(callback)).uri().toString()).isEqualTo(app.url("/orders/7"));
    }

    @Test
    @DisplayName("addresses within one IPv6 network are one caller")
    void oneIpv6Network_isOneCaller() {
        for (int i = 0; i < 60; i++) {
            Browser one = at("2001:db8:1:2::" + Integer.toHexString(i + 1));
            one.open(withCode(callback(one, "/a"), "junk"));
        }

        assertThat(provider.tokenRequests).hasValue(30);
    }

    @Test
    @DisplayName("40 looping clients of one address, at a provider that hangs: another address signs in")
    void crowdOfOneAddress_leavesSlotsToOthers() throws Exception {
        AtomicBoolean hangs = new AtomicBoolean(true);
        CountDownLatch busy = new CountDownLatch(4);
        CountDownLatch over = new CountDownLatch(1);
        provider.beforeToken = () -> {
            if (hangs.get()) {
                busy.countDown();
                try {
                    over.await(5, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        List<String> callbacks = new ArrayList<>();
        List<Browser> crowd = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Browser one = at("203.0.113.7");
            crowd.add(one);
            callbacks.add(callback(one, "/a"));
        }
        Browser other = at("203.0.113.8");
        String callback = callback(other, "/orders/7");
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            for (int i = 0; i < 40; i++) {
                int number = i;
                threads.submit(() -> crowd.get(number).open(callbacks.get(number)));
            }
            assertThat(busy.await(5, TimeUnit.MINUTES)).isTrue();
            hangs.set(false);

            HttpResponse<String> page = other.follow(other.open(callback));

            assertThat(page.uri().toString()).isEqualTo(app.url("/orders/7"));
            assertThat(provider.tokenRequests).hasValue(5);
        } finally {
            over.countDown();
            threads.shutdown();
        }
        // No request of the crowd may fail during the next test, which may count log lines.
        assertThat(threads.awaitTermination(4, TimeUnit.MINUTES)).isTrue();
    }
}
