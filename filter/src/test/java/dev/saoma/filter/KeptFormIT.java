package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.KeptForm;
import dev.saoma.filter.support.TestApp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code keepPost}: a form that meets no session is handed to the application after the sign-in, as it was sent. */
class KeptFormIT extends AppFixture {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int CAP = 64 * 1024;

    @Override
    Map<String, String> settings() {
        return Map.of("keepPost", "true");
    }

    private HttpResponse<String> post(String url, String type, byte[] body, String... headers) {
        return KeptForm.post(browser, url, type, body, headers);
    }

    private HttpResponse<String> submit(String path, String type, byte[] body) {
        return post(app.url(path), type, body, KeptForm.OWN);
    }

    private HttpResponse<String> replay(KeptForm kept) {
        return kept.replay(browser, app.origin());
    }

    /** Signs in as the kept page's script would, up to the page that sends the form. */
    private KeptForm signIn(KeptForm kept) {
        HttpResponse<String> resume = browser.visit(kept.login());
        assertThat(resume.statusCode()).isEqualTo(200);
        assertThat(resume.uri().getPath()).isEqualTo("/crm/saoma/resume");
        assertThat(resume.body()).contains("data-page=\"resume\"");
        return kept;
    }

    @ParameterizedTest
    @DisplayName("probe 07: any content type, any bytes, byte for byte; also empty and as large as the cap")
    @CsvSource({
        "application/x-www-form-urlencoded, 0",
        "application/x-www-form-urlencoded, 17",
        "text/plain;charset=gb18030, 300",
        "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW, 5000",
        "application/octet-stream, 65536"
    })
    void form_isHandedOverByteForByte(String type, int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);

        KeptForm kept = signIn(KeptForm.of(submit("/echo-raw/%E7%AB%B9?a=1&b=%2Fx&a=2", type, body)));
        HttpResponse<String> answer = replay(kept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .containsExactly(
                        "POST /crm/echo-raw/%E7%AB%B9",
                        "a=1&b=%2Fx&a=2",
                        length + " " + length,
                        type,
                        "body:" + Base64.getEncoder().encodeToString(body));
    }

    @Test
    void formWithoutQuery_hasNone() {
        KeptForm kept = signIn(KeptForm.of(submit("/echo-raw", FORM, bytes("a=b"))));

        assertThat(replay(kept).body()).contains("POST /crm/echo-raw\nnull\n".replace("\n", System.lineSeparator()));
    }

    @Test
    @DisplayName("probe 07: parameters, as the servlet API gives them")
    void parameters_areThoseOfTheForm() {
        byte[] form = bytes("note=%E7%AB%B9+24&tag=a&tag=b&empty=");

        KeptForm kept = signIn(KeptForm.of(submit("/echo-parameters?q=1&tag=0", FORM, form)));

        assertThat(replay(kept).body()).isEqualTo("empty=\nnote=竹 24\nq=1\ntag=0,a,b");
    }

    @Test
    @DisplayName("probe 07: the parts of a multipart form")
    void parts_areThoseOfTheForm() {
        String body = "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n竹\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"订单 %22a%22.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\nline\r\n--no boundary\r\n\r\n"
                + "--B--\r\n";

        KeptForm kept = signIn(KeptForm.of(submit("/echo-parts", "multipart/form-data; boundary=B", bytes(body))));

        assertThat(replay(kept).body().lines())
                .containsExactly(
                        "note|null|null|" + Base64.getEncoder().encodeToString(bytes("竹")),
                        "file|订单 \"a\".txt|text/plain|"
                                + Base64.getEncoder().encodeToString(bytes("line\r\n--no boundary\r\n")));
    }

    @Test
    @DisplayName("probe 07: above the cap a page with 413 says that nothing was sent")
    void formAboveTheCap_isRefusedWithAnExplanation() {
        HttpResponse<String> page = submit("/echo-raw", FORM, new byte[CAP + 1]);

        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.body()).contains("too large to be kept").contains("Nothing was sent");
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("no server memory, and nothing to read in the page")
    void keptForm_isSealedAndCostsNoSession() {
        KeptForm kept = KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")));
        assertThat(app.sessionsCreated).hasValue(0);
        assertThat(kept.sealed()).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(kept.sealed()), StandardCharsets.ISO_8859_1))
                .doesNotContain("a=1");
    }

    @Test
    void handedOverTwice_isRefusedTheSecondTime() {
        KeptForm kept = signIn(KeptForm.of(submit("/echo-raw", FORM, bytes("a=1"))));
        assertThat(replay(kept).statusCode()).isEqualTo(200);

        HttpResponse<String> second = replay(kept);

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("The form could not be sent");
        assertThat(app.calls).hasValue(1);
    }

    @Test
    void twoForms_areBothHandedOver() {
        KeptForm first = KeptForm.of(submit("/echo-raw/1", FORM, bytes("a=1")));
        KeptForm second = KeptForm.of(submit("/echo-raw/2", FORM, bytes("a=2")));
        signIn(first);
        signIn(second);

        assertThat(replay(second).body()).contains("/crm/echo-raw/2");
        assertThat(replay(first).body()).contains("/crm/echo-raw/1");
    }

    @Test
    @DisplayName("bound to the browser: another one cannot send it")
    void anotherBrowser_isRefused() {
        KeptForm kept = KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")));
        browser.cookies.clear();
        browser.visit(app.url("/a"));
        int before = app.calls.get();

        assertThat(replay(kept).statusCode()).isEqualTo(400);
        assertThat(app.calls).hasValue(before);
    }

    @Test
    @DisplayName("S12: another user signs in: the form of the first is not sent in the name of the second")
    void anotherUser_isRefused() {
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofHours(1));
        browser.cookies.remove("JSESSIONID"); // the container has forgotten it as well
        KeptForm kept = KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")));
        provider.subject = "another-user";
        signIn(kept);
        int before = app.calls.get();

        HttpResponse<String> answer = replay(kept);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Nothing was sent in your name");
        assertThat(app.calls).hasValue(before);
    }

    @Test
    void sameUserAgain_isServed() {
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofHours(1));
        browser.cookies.remove("JSESSIONID");

        assertThat(replay(signIn(KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void halfAnHourLater_isRefused() {
        KeptForm kept = KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")));
        clock.advance(Duration.ofMinutes(30));
        browser.visit(app.url("/a"));

        assertThat(replay(kept).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("a kept form fits its own address only, and any change makes it nothing")
    void changedForm_isRefused() {
        KeptForm kept = signIn(KeptForm.of(submit("/echo-raw", FORM, bytes("a=1"))));
        String other = kept.target().replace("/echo-raw", "/admin/delete");

        assertThat(replay(new KeptForm(other, "", kept.sealed())).statusCode()).isEqualTo(400);
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("login CSRF: forms of other sites are never kept, and nobody else may have a kept one sent")
    void foreignForm_isNotKept() {
        for (String[] headers : new String[][] {
            {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"},
            {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"},
            {"Origin", "https://evil.example"},
            {"Origin", "null"}
        }) {
            HttpResponse<String> answer = post(app.url("/echo-raw"), FORM, bytes("a=1"), headers);
            assertThat(answer.statusCode()).isEqualTo(303);
        }
        KeptForm kept = signIn(KeptForm.of(submit("/echo-raw", FORM, bytes("a=1"))));
        assertThat(post(
                                app.origin() + kept.target(),
                                FORM,
                                bytes("kept=" + kept.sealed()),
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Sec-Fetch-Mode",
                                "navigate",
                                "Sec-Fetch-Dest",
                                "document")
                        .statusCode())
                .isEqualTo(400);
        assertThat(replay(kept).statusCode()).as("not used up by the attempt").isEqualTo(200);
    }

    @Test
    @DisplayName("old browsers: Origin alone says that the form is ours")
    void oldBrowser_isServed() {
        KeptForm kept = KeptForm.of(post(app.url("/echo-raw"), FORM, bytes("a=1"), "Origin", app.origin()));
        signIn(kept);

        assertThat(replay(kept).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a script's request is no navigation: 401 as ever, nothing kept")
    void fetchOfJson_stays401() {
        HttpResponse<String> answer = post(
                app.url("/echo-raw"),
                "application/json",
                bytes("{}"),
                "Sec-Fetch-Site",
                "same-origin",
                "Sec-Fetch-Mode",
                "cors",
                "Sec-Fetch-Dest",
                "empty");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("login_required");
        assertThat(Browser.setCookies(answer)).isEmpty();
    }

    @Test
    void sixForms_leaveFiveCookies() {
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(1));
            KeptForm.of(submit("/echo-raw", FORM, bytes("a=" + i)));
        }

        assertThat(browser.cookies.keySet().stream().filter(name -> name.contains(".kept-")))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/saoma/resume", "/saoma/resume?id=x", "/saoma/resume?id=%2e%2e%2f"})
    void resumeWithoutAnId_is404(String path) {
        assertThat(browser.open(app.url(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void switchedOff_nothingIsKept() throws Exception {
        try (TestApp plain = new TestApp(provider, clock, Map.of())) {
            HttpResponse<String> answer = post(plain.url("/echo-raw"), FORM, bytes("a=1"), KeptForm.OWN);

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(browser.open(plain.url("/saoma/resume?id=AAAAAAAAAAAAAAAA"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
