package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.support.RawServer;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Many calls at once, and a WeChat that is down for long. */
@Timeout(300)
class WeChatCrowdTest extends WeChatCalls {
    /** Returns a client with four places; {@code pause} is how long it leaves WeChat alone after failures. */
    private static WeChatClient patient(URI api, Duration pause) {
        return new WeChatClient(
                app(api), Outbound.direct(), Duration.ofMinutes(2), 4, pause, (call, result, took) -> {});
    }

    @Test
    @DisplayName("W14: when all places are taken, the next fails at once")
    void fullBulkhead_isBusyAtOnce() throws Exception {
        CountDownLatch allIn = new CountDownLatch(4);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = patient(wechat.uri(), Duration.ofSeconds(5))) {
            wechat.answersToken(call -> {
                allIn.countDown();
                awaitQuietly(goOn);
                return WeChatStub.GRANT;
            });
            List<Future<WeChatClient.Grant>> running = IntStream.range(0, 4)
                    .mapToObj(i ->
                            threads.submit(() -> client.signIn(conversation -> client.exchange("c" + i, conversation))))
                    .toList();
            assertThat(allIn.await(2, TimeUnit.MINUTES)).isTrue();

            WeChatException fifth = catchThrowableOfType(
                    WeChatException.class,
                    () -> client.signIn(conversation -> client.exchange("the-code-of-wechat", conversation)));
            assertThat(fifth.failure()).isEqualTo(WeChatFailure.BUSY);
            assertThat(wechat.calls()).hasSize(4);

            goOn.countDown();
            for (Future<WeChatClient.Grant> call : running) {
                assertThat(call.get(2, TimeUnit.MINUTES)).isEqualTo(GRANT);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName(
            "W15: WeChat down: after some failures no sign-in waits, one tries now and then, and it recovers by itself")
    void manyFailures_openTheBreaker_andItClosesAgain() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        RawServer.Answer answer = out -> (down.get()
                        ? RawServer.text("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        : RawServer.body(WeChatStub.GRANT))
                .write(out);
        try (RawServer server = new RawServer(answer);
                WeChatClient patient = patient(server.uri(), Duration.ofHours(1));
                WeChatClient client = patient(server.uri(), Duration.ofMillis(10))) {
            for (int i = 0; i < 10; i++) {
                assertThat(failure(patient).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            }
            int asked = server.requests();
            assertThat(failure(patient).failure()).isEqualTo(WeChatFailure.BUSY);
            assertThat(failure(patient)).hasMessageContaining("was not called");
            assertThat(server.requests()).isEqualTo(asked);

            while (failure(client).failure() != WeChatFailure.BUSY) {
                Thread.onSpinWait(); // Until it is not called here either; ends at the class's timeout.
            }
            down.set(false);
            boolean healed = false;
            while (!healed) { // Ends at the class's timeout.
                try {
                    healed = client.exchange("c").equals(GRANT);
                } catch (WeChatException e) {
                    assertThat(e.failure()).isEqualTo(WeChatFailure.BUSY);
                }
            }
            assertThat(client.exchange("c")).isEqualTo(GRANT);
            assertThat(client.exchange("c")).isEqualTo(GRANT);
        }
    }

    @Test
    @DisplayName("W15: while WeChat is down, two thousand sign-ins are a few calls each time it is tried again")
    void longOutage_isNoStorm() {
        Logger log = (Logger) LoggerFactory.getLogger("dev.saoma.page.wechat");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        Level before = log.getLevel();
        log.setLevel(Level.ERROR);
        log.setAdditive(false);
        log.addAppender(lines);
        RawServer.Answer down = RawServer.text("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try (RawServer server = new RawServer(down);
                WeChatClient client = patient(server.uri(), Duration.ofMillis(10))) {
            for (int i = 0; i < 2000; i++) {
                failure(client);
            }
            long opened = lines.list.stream()
                    .filter(line -> line.getLevel() == Level.ERROR)
                    .count();
            assertThat(opened).isPositive();
            assertThat(server.requests())
                    .isLessThanOrEqualTo((int) (10 + 2 * opened))
                    .isLessThan(2000);
        } finally {
            log.detachAppender(lines);
            log.setAdditive(true);
            log.setLevel(before);
        }
    }

    @Test
    @DisplayName("W15: what WeChat says about a code is an answer, however often it says it")
    void errcodes_doNotOpenTheBreaker() {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.error(40029));
            for (int i = 0; i < 25; i++) {
                assertThat(failure(client).failure()).isEqualTo(WeChatFailure.CODE_INVALID);
            }
            assertThat(wechat.calls()).hasSize(25);
        }
    }
}
