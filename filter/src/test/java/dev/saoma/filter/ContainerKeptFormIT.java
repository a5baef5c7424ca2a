package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.KeptForm;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.PackedApp;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code keepPost} in each container; what does not depend on containers is in {@link KeptFormIT}. */
@Matrix
record ContainerKeptFormIT(String contextPath) {
    private static final int CAP = 64 * 1024;

    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        app = new PackedApp(contextPath).deployWithReadmeSnippet(Map.of("keepPost", "true"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    @ParameterizedTest
    @DisplayName("probe 07: form, JSON and multipart with a file go through the sign-in byte for byte, once")
    @CsvSource({
        "application/x-www-form-urlencoded,            1000",
        "application/json,                             300",
        "multipart/form-data; boundary=----Boundary7M, 65536"
    })
    void form_isReplayedByteForByte(String type, int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        Browser browser = new Browser();

        KeptForm kept = KeptForm.of(KeptForm.post(browser, app.url("/echo-raw?a=%2F"), type, body, KeptForm.OWN));
        HttpResponse<String> resume = browser.visit(kept.login());
        assertThat(resume.body()).contains("data-page=\"resume\"");
        HttpResponse<String> answer = kept.replay(browser, app.url("").replaceAll("(http://[^/]+).*", "$1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("POST " + contextPath + "/echo-raw?a=%2F|" + type + "|"
                        + Base64.getEncoder().encodeToString(body));
        assertThat(kept.replay(browser, app.url("").replaceAll("(http://[^/]+).*", "$1"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("probe 07: above the cap a page with 413 says that nothing was sent")
    void formAboveTheCap_isExplained() {
        int calls = app.count("calls");

        HttpResponse<String> page = KeptForm.post(
                new Browser(),
                app.url("/echo-raw"),
                "application/x-www-form-urlencoded",
                new byte[16 * CAP],
                KeptForm.OWN);

        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.body()).contains("Nothing was sent");
        assertThat(app.count("calls")).isEqualTo(calls);
    }
}
