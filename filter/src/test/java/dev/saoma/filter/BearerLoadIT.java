package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many bearer tokens at once, tokens over time, and keys that cannot be fetched. */
class BearerLoadIT extends BearerFixture {
    @Test
    @DisplayName("T7, T20: a token ends on time although it is remembered; a withdrawn key is forgotten in time")
    void rememberedToken_endsWithTheToken() {
        String token = token("exp", clock.millis() / 1000 + 600);
        assertThat(get("/a", token).statusCode()).isEqualTo(200);
        provider.goDown();
        clock.advance(Duration.ofSeconds(659));
        assertThat(get("/a", token).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get("/a", token).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("G38, Y3: a flood of unknown kids costs one fetch per interval")
    void unknownKeyIds_costOneFetchPerInterval() {
        get("/a", token());
        for (int interval = 1; interval <= 2; interval++) {
            for (int i = 0; i < 100; i++) {
                provider.keyId("unknown-" + interval + "-" + i);
                String token = token();
                provider.keyId("k1");
                assertThat(get("/a", token).statusCode()).isEqualTo(401);
            }
            assertThat(provider.keyRequests).hasValue(1 + interval);
            clock.advance(Duration.ofSeconds(30));
        }
    }

    @Test
    @DisplayName("G38: no key and no provider: 503 with Retry-After, one attempt a second, healed within a second")
    void noKeyAtAll_isUnavailable() throws Exception {
        provider.keySet = "<html>";
        String token = token();
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> answer = get("/a", token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
        assertThat(provider.keyRequests).hasValue(1);

        provider.keySet = "";
        clock.advance(Duration.ofSeconds(1));
        assertThat(get("/a", token).statusCode()).isEqualTo(200);
    }

    @Test
    @Timeout(300)
    @DisplayName(
            "pain 24: keys hang: known keys and sessions still work, few requests wait, the rest are answered at once")
    void hangingKeys_blockNobodyWhoIsKnown() throws Exception {
        get("/a", token());
        program.visit(app.url("/a"));
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        provider.beforeKeys = () -> {
            hanging.countDown();
            try {
                release.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        clock.advance(Duration.ofMinutes(16));
        provider.keyId("unknown");
        String unknown = token();
        provider.keyId("k1");
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(threads.submit(() -> {
                    return new Browser().call(app.url("/a"), unknown).statusCode();
                }));
            }
            hanging.await();

            assertThat(get("/a", token("sub", "robot")).body()).contains("user=robot\n");
            assertThat(program.open(app.url("/a")).statusCode()).isEqualTo(200);
            while (answers.stream().filter(Future::isDone).count() < 52) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(401, 503);
            }
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(300)
    @DisplayName("S11: 1,000 users at once, with sessions and tokens mixed: everybody is only ever oneself")
    void thousandUsers_areNeverMixedUp() throws Exception {
        List<Browser> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Browser browser = new Browser();
            provider.subject = "session" + i;
            browser.visit(app.url("/a"));
            sessions.add(browser);
        }
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        Browser tokens = new Browser();
        tokens.keepsCookies = false;
        for (int i = 0; i < 1000; i++) {
            int number = i;
            String token = token("sub", "token" + number, "roles", List.of(number % 2 == 0 ? "admin" : "clerk"));
            threads.submit(() -> {
                String body = tokens.call(app.url("/a"), token).body();
                boolean even = number % 2 == 0;
                if (!body.contains("user=token" + number + "\n")
                        || !body.contains("admin=" + even)
                        || !body.contains("clerk=" + !even)) {
                    wrong.add(body);
                }
                int session = number % sessions.size();
                String own = sessions.get(session).open(app.url("/a")).body();
                if (!own.contains("user=session" + session + "\n")) {
                    wrong.add(own);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(app.sessionsCreated).hasValue(10);
    }
}
