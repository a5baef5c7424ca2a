package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.KeptForm;
import dev.saoma.filter.support.TestApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code keepPost}: the forms that are not kept, and the kept ones that the application does not get. */
class KeptFormRefusalIT extends KeptFormFixture {
    private static final int CAP = 64 * 1024;

    @Test
    @DisplayName("probe 07: above the cap a page with 413 says that nothing was sent")
    void formAboveTheCap_isRefusedWithAnExplanation() {
        HttpResponse<String> page = submit("/echo-raw", FORM, new byte[CAP + 1]);

        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.body()).contains("too large to be kept").contains("Nothing was sent");
        assertThat(app.calls).hasValue(0);
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
        browser.cookies.remove("JSESSIONID"); // the container no longer has the session either
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
    @DisplayName("login CSRF: forms of other sites are never kept, and no other user can submit a kept one")
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
}
