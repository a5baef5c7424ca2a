package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.KeptForm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code keepPost}: a form that meets no session is handed to the application after the sign-in, as it was sent. */
class KeptFormIT extends KeptFormFixture {
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
    @DisplayName("no server memory, and nothing to read in the page")
    void keptForm_isSealedAndCostsNoSession() {
        KeptForm kept = KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")));
        assertThat(app.sessionsCreated).hasValue(0);
        assertThat(kept.sealed()).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(kept.sealed()), StandardCharsets.ISO_8859_1))
                .doesNotContain("a=1");
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
    void sameUserAgain_isServed() {
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofHours(1));
        browser.cookies.remove("JSESSIONID");

        assertThat(replay(signIn(KeptForm.of(submit("/echo-raw", FORM, bytes("a=1")))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("old browsers: Origin alone says that the form is ours")
    void oldBrowser_isServed() {
        KeptForm kept = KeptForm.of(post(app.url("/echo-raw"), FORM, bytes("a=1"), "Origin", app.origin()));
        signIn(kept);

        assertThat(replay(kept).statusCode()).isEqualTo(200);
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
}
