package dev.saoma.page.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Pause;
import dev.saoma.page.support.WeChatStub;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What operators of the page see. */
@Timeout(300)
class OperationsIT {
    private static final String REDEEMED =
            "saoma_requests_seconds_count{endpoint=\"/token\",pool=\"default\",status=\"200\"} 1";
    private static final String MANAGEMENT = "management: { listen: \"127.0.0.1:0\" }\n";

    @TempDir
    Path directory;

    @Test
    @DisplayName("metrics and probes are on a port of their own, and nothing else is")
    void managementPort_tellsMetricsAndHealth() {
        try (PageUnderTest page = new PageUnderTest(directory, "", MANAGEMENT)) {
            Browser operator = new Browser(page.management());
            Browser browser = new Browser(page.issuer);
            browser.token(browser.signIn(Browser.crm(), "c1").get("code"));
            page.wechat.answersToken(WeChatStub.error(40029));
            browser.callback(browser.begin(Browser.shop()), "c2");

            // A request is counted after its response.
            while (!operator.get("/metrics").body().contains(REDEEMED)) {
                Pause.briefly(); // Ends at the class's timeout.
            }
            String metrics = operator.get("/metrics").body();
            assertThat(metrics)
                    .contains(
                            "saoma_sign_ins_total{application=\"crm\",pool=\"default\",result=\"began\",way=\"none\"} 1.0")
                    .contains(
                            "saoma_sign_ins_total{application=\"crm\",pool=\"default\",result=\"finished\",way=\"redirect\"} 1.0")
                    .contains(
                            "saoma_sign_ins_total{application=\"shop\",pool=\"default\",result=\"wechat_code_invalid\",way=\"redirect\"} 1.0")
                    .contains(REDEEMED)
                    .contains(
                            "saoma_wechat_calls_seconds_count{call=\"access_token\",pool=\"default\",result=\"ok\"} 1")
                    .contains("saoma_store_ready 1.0", "jvm_memory_used_bytes", "process_uptime_seconds")
                    .doesNotContain(WeChatStub.UNIONID, WeChatStub.OPENID, "张伟", "c1\"");
            assertThat(operator.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(operator.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(operator.get("/authorize").statusCode()).isEqualTo(404);
            assertThat(operator.get("/").headers().firstValue("Server")).isEmpty();
            assertThat(browser.get("/metrics").statusCode())
                    .as("never where everybody is")
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("D14: whatever is sent, labels are only what the settings and the program know")
    void madeUpNames_areNoLabels() {
        try (PageUnderTest page = new PageUnderTest(directory, "", MANAGEMENT)) {
            Browser browser = new Browser(page.issuer);
            browser.get("/authorize?client_id=first");
            browser.get("/first");
            browser.post("/token", Map.of("client_id", "first", "client_secret", "x"));
            Browser operator = new Browser(page.management());
            operator.get("/metrics");
            long before = series(operator);

            for (int i = 0; i < 300; i++) {
                browser.get("/authorize?client_id=made-up-" + i);
                browser.get("/made-up-" + i);
                browser.post("/token", Map.of("client_id", "made-up-" + i, "client_secret", "x"));
            }

            assertThat(operator.get("/metrics").body()).doesNotContain("made-up");
            assertThat(series(operator)).isLessThanOrEqualTo(before + 50);
        }
    }

    private static long series(Browser operator) {
        return operator.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("saoma_"))
                .count();
    }

    @Test
    @DisplayName("graceful stop: a sign-in under way is completed, and the probe reports not ready")
    void stop_finishesRunningSignIns() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PageUnderTest page = new PageUnderTest(directory, "", MANAGEMENT);
        try {
            page.wechat.answersToken(call -> {
                asked.countDown();
                try {
                    goOn.await(2, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return WeChatStub.GRANT;
            });
            Browser browser = new Browser(page.issuer);
            Browser operator = new Browser(page.management());
            String state = browser.begin(Browser.crm());
            CompletableFuture<HttpResponse<String>> callback =
                    CompletableFuture.supplyAsync(() -> browser.callback(state, "c1"));
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(page::stop);
            while (operator.get("/health/ready").statusCode() != 503) { // Ends at the class's timeout.
                Pause.briefly();
            }
            goOn.countDown();

            assertThat(callback.get(2, TimeUnit.MINUTES).statusCode()).isEqualTo(303);
            stopped.get(2, TimeUnit.MINUTES);
            assertThatThrownBy(() -> browser.get("/health/live")).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> operator.get("/health/live")).isInstanceOf(UncheckedIOException.class);
        } finally {
            goOn.countDown();
            page.close();
        }
    }

    @Test
    @DisplayName("audit: a line for each sign-in, refusal and sign-out, with the client's address, and no id in full")
    void audit_tellsWhoDidWhat() {
        Logger audit = (Logger) LoggerFactory.getLogger("dev.saoma.page.audit");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>(); // Threads of the page write.
        lines.start();
        audit.addAppender(lines);
        audit.setAdditive(false);
        audit.setLevel(Level.INFO);
        try (PageUnderTest page = new PageUnderTest(directory, "", "trustedProxies: [127.0.0.1]\n")) {
            Browser browser = new Browser(page.issuer);
            String state = browser.begin(Browser.crm());
            String code = Browser.parameters(Browser.location(
                            browser.get("/wechat/callback?code=c1&state=" + state, "X-Forwarded-For", "192.0.2.44")))
                    .get("code");
            String idToken = JsonParser.parseString(browser.token(code).body())
                    .getAsJsonObject()
                    .get("id_token")
                    .getAsString();
            browser.get("/wechat/callback?state=" + new Browser(page.issuer).begin(Browser.crm()));
            Map<String, String> again = Browser.crm();
            again.put("prompt", "login");
            browser.get("/wechat/callback?state=" + browser.begin(again)); // The user declined.
            page.wechat.answersToken(WeChatStub.error(40163));
            browser.callback(browser.begin(again), "c2");
            browser.get("/logout?id_token_hint=" + idToken);
        } finally {
            audit.detachAppender(lines);
            audit.setLevel(null);
            audit.setAdditive(true);
        }

        List<String> texts =
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(texts).hasSize(4);
        Matcher signIn = Pattern.compile(
                        "event=sign-in pool=default application=crm way=redirect sign-in=\\S{10} subject=…0001 client=192\\.0\\.2\\.44")
                .matcher(texts.get(0));
        assertThat(signIn.matches()).as(texts.get(0)).isTrue();
        assertThat(texts.get(1)).contains("event=sign-in-refused", "cause=declined");
        assertThat(texts.get(2))
                .contains("event=sign-in-refused", "cause=wechat_code_used")
                .doesNotContain("error=-");
        assertThat(texts.get(3)).startsWith("event=sign-out pool=default subject=…0001 notified=");
        assertThat(String.join("\n", texts)).doesNotContain(WeChatStub.UNIONID, "张伟");
    }
}
