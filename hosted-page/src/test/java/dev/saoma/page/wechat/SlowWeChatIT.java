package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WeChat keeps everyone waiting; what does not need it still works. */
@Timeout(300)
class SlowWeChatIT {
    private static final int PLACES = 64;

    @TempDir
    Path directory;

    @Test
    @DisplayName("W14: all places taken: the next sign-in fails at once, everything else is answered, and it recovers")
    void fullBulkhead_stopsNothingElse() throws Exception {
        CountDownLatch allIn = new CountDownLatch(PLACES);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (PageUnderTest page = new PageUnderTest(directory)) {
            page.wechat.answersToken(call -> {
                allIn.countDown();
                await(goOn);
                return WeChatStub.GRANT;
            });
            List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                String code = "held-" + i;
                Browser browser = new Browser(page.issuer);
                waiting.add(threads.submit(() -> browser.callback(browser.begin(Browser.crm()), code)));
            }
            assertThat(allIn.await(2, TimeUnit.MINUTES)).isTrue();

            Browser late = new Browser(page.issuer);
            HttpResponse<String> refused = late.callback(late.begin(Browser.crm()), "late");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("id=\"start-again\"");
            for (String path : List.of("/jwks", "/.well-known/openid-configuration", "/health/live", "/health/ready")) {
                assertThat(late.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(late.token("A".repeat(43)).body()).contains("invalid_grant");

            goOn.countDown();
            for (Future<HttpResponse<String>> callback : waiting) {
                assertThat(callback.get().statusCode())
                        .as("done, or on a very slow machine past the deadline")
                        .isIn(303, 502);
            }
            assertThat(late.callback(late.begin(Browser.crm()), "later").statusCode())
                    .isEqualTo(303);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("W12, W14: one callback a hundred times over does not take a hundred threads")
    void repeatedCallback_takesFewThreads() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (PageUnderTest page = new PageUnderTest(directory)) {
            page.wechat.answersToken(call -> {
                asked.countDown();
                await(goOn);
                return WeChatStub.GRANT;
            });
            Browser browser = new Browser(page.issuer);
            String state = browser.begin(Browser.crm());
            CompletionService<Integer> answers = new ExecutorCompletionService<>(threads);
            answers.submit(() -> browser.callback(state, "again").statusCode());
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < 99; i++) {
                answers.submit(() -> browser.callback(state, "again").statusCode());
            }

            int busy = 0;
            while (busy < 99 - 32) { // These return although the first one has not ended yet.
                assertThat(answers.take().get()).isEqualTo(503);
                busy++;
            }
            goOn.countDown();
            for (int i = busy; i < 100; i++) {
                assertThat(answers.take().get()).isEqualTo(303);
            }
            assertThat(page.wechat.calls("/sns/oauth2/access_token")).isEqualTo(1);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
