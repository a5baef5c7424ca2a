package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.ClosedPort;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.MappedApp;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that states what is wrong and how to correct it. */
class DoctorIT extends DoctorFixture {
    private static final String KEY = "J8X5HfrLV0IMkGZyWHKfz+9ieSKUy+k2P57oCsFSGc0=";

    @Test
    @DisplayName("C18: everything in order has no problem and no warning, and asks for nothing but what it must")
    void inOrder_isAllOk() throws Exception {
        start(Clock.systemUTC());

        String seen = text();
        assertThat(seen)
                .startsWith("Problems: 0, warnings: 0\n")
                .contains("[ok] The provider answers at " + provider.issuer() + "/.well-known/openid-configuration.")
                .contains("[ok] The provider calls itself " + provider.issuer())
                .contains(
                        "[ok] The provider offers PKCE with S256.",
                        "[ok] The provider offers the authorization code flow.")
                .contains(
                        "[ok] This server's clock and the provider's are ",
                        "[ok] The provider's key set was fetched; usable keys: 1.")
                .contains("[ok] The provider sends browsers back to " + app.url("/saoma/callback"))
                .contains("[ok] The provider accepts the credentials of client crm.")
                .contains("[ok] The filter is in front of everything", "[ok] Asynchronous requests work up to here.")
                .contains("[ok] The container sees this request at " + app.url(""))
                .contains("[note] Whether cookies come back was not tried.")
                .doesNotContain(TestProvider.CLIENT_SECRET, "s3cret");
        text();
        assertThat(provider.tokenRequests).hasValue(1); // ten seconds have not passed
    }

    @Test
    void notSwitchedOn_isAnAddressThatDoesNotExist() throws Exception {
        app = new LegacyApp(provider, Clock.systemUTC(), Map.of());

        HttpResponse<String> doctor = browser.open(app.url("/saoma/doctor"));
        HttpResponse<String> nothing = browser.open(app.url("/saoma/nothing"));
        assertThat(doctor.statusCode()).isEqualTo(404);
        assertThat(withoutNonce(doctor)).isEqualTo(withoutNonce(nothing));
        assertThat(doctor.headers().map().keySet())
                .isEqualTo(nothing.headers().map().keySet());
        assertThat(provider.discoveryRequests).hasValue(0);
        assertThat(log.text()).doesNotContain("doctor");
    }

    private static String withoutNonce(HttpResponse<String> page) {
        return page.body().replaceAll("nonce=\"[^\"]*\"", "");
    }

    @ParameterizedTest
    @DisplayName("C10: who may open the page is decided by the peer, and by what trusted proxies say")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "127.0.0.1  | -         | -                            | 200",
                "127.0.0.1  | -         | X-Forwarded-For: 127.0.0.1   | 404",
                "127.0.0.1  | -         | Forwarded: for=127.0.0.1     | 404",
                "127.0.0.1  | -         | X-Real-IP: 127.0.0.1         | 404",
                "10.0.0.0/8 | -         | -                            | 404",
                "10.0.0.0/8 | -         | X-Forwarded-For: 10.1.2.3    | 404",
                "10.0.0.0/8 | 127.0.0.1 | X-Forwarded-For: 10.1.2.3    | 200",
                "10.0.0.0/8 | 127.0.0.1 | X-Forwarded-For: 1.2.3.4, 10.1.2.3:4711 | 200",
                "10.0.0.0/8 | 127.0.0.1 | X-Forwarded-For: 10.1.2.3, 1.2.3.4      | 404",
                "10.0.0.0/8 | 127.0.0.1 | X-Forwarded-For: 10.1.2.3, 127.0.0.1    | 200",
                "10.0.0.0/8 | 127.0.0.1 | X-Forwarded-For: 10.1.2.3, unknown      | 404",
                "127.0.0.1  | 127.0.0.1 | -                            | 404",
                "fd00::/8   | 127.0.0.1 | X-Forwarded-For: [fd12::1]:4711         | 200"
            })
    void permission(String doctor, String proxies, String header, int status) throws Exception {
        if (proxies == null) {
            start(Clock.systemUTC(), "doctor", doctor);
        } else {
            start(Clock.systemUTC(), "doctor", doctor, "trustedProxies", proxies);
        }

        String answer =
                RawHttp.send(app.port(), "GET /old/saoma/doctor HTTP/1.1", header == null ? "X-Nothing: 1" : header);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(log.formatted().contains("The doctor's page was asked for from"))
                .isEqualTo(status == 404);
    }

    @Test
    void otherMethods_areNotOffered() throws Exception {
        start(Clock.systemUTC());

        assertThat(browser.send("POST", app.url("/saoma/doctor"), "").statusCode())
                .isEqualTo(404);
        assertThat(provider.discoveryRequests).hasValue(0);
    }

    @Test
    void browser_showsAPage_andItsCookieComesBack() throws Exception {
        start(Clock.systemUTC());

        HttpResponse<String> page = browser.visit(app.url("/saoma/doctor"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "data-page=\"doctor\"", "<li class=\"ok\" data-key=\"cookie.ok\">", "Problems: 0, warnings: 0");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'nonce-");

        Browser forgetful = new Browser();
        forgetful.keepsCookies = false;
        assertThat(forgetful.visit(app.url("/saoma/doctor")).body())
                .contains("<li class=\"problem\" data-key=\"cookie.lost\">", "Problems: 1");
    }

    @Test
    void chinese_isSpoken() throws Exception {
        start(Clock.systemUTC());

        assertThat(text("Accept-Language", "zh-CN")).startsWith("问题：0，警告：0\n").contains("[正常] 登录服务支持 PKCE（S256）。");
    }

    @Test
    void requestByAnotherName_isNamed() throws Exception {
        start(Clock.systemUTC());
        assertThat(RawHttp.send(
                        app.port(), "GET /old/saoma/doctor HTTP/1.1", "Accept-Language: en", "Host: other.example"))
                .contains(
                        "[warning] The container sees this request at http://other.example/old, the setting appUrl is "
                                + app.url(""));
        app.close();

        start(Clock.systemUTC(), "trustedProxies", "127.0.0.1", "doctor", "10.1.2.3");
        assertThat(RawHttp.send(
                        app.port(),
                        "GET /old/saoma/doctor?round=x HTTP/1.1",
                        "Accept: text/html",
                        "Accept-Language: en",
                        "X-Forwarded-For: 10.1.2.3",
                        "X-Forwarded-Host: <script>alert(1)</script>",
                        "Host: other.example"))
                .contains(
                        "A proxy forwards the original address (X-Forwarded-For: 10.1.2.3; X-Forwarded-Host: &lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    @DisplayName("N10: the cookie key's fingerprint is the same with the same key, and another with another")
    void fingerprint_tellsKeysApart() throws Exception {
        start(Clock.systemUTC(), "cookieKey", KEY);
        String first = fingerprint();
        app.close();
        start(Clock.systemUTC(), "cookieKey", KEY);
        String second = fingerprint();
        app.close();
        start(Clock.systemUTC(), "cookieKey", null);
        String derived = fingerprint();

        assertThat(first).isEqualTo(second).doesNotContain(KEY.substring(0, 4));
        assertThat(derived).isNotEqualTo(first);
    }

    private String fingerprint() {
        return text().replaceAll("(?s).*Fingerprint of the key that seals cookies: ([\\w-]{8}),.*", "$1");
    }

    @Test
    void reportOnly_isListedWithCounts() throws Exception {
        start(Clock.systemUTC(), "reportOnly", "true");
        browser.open(app.url("/who/me"));
        browser.open(app.url("/who/you"));
        browser.send("GET", app.url("/who/x"), null, "Accept", "image/*");

        assertThat(text())
                .contains("[warning] Report-only mode is on")
                .contains("[note] So far: 2 × /who/* would be sent to sign in (302)")
                .contains("[note] So far: 1 × /who/* would be answered 401");
    }

    @Test
    void method_tellsWhatNeedsNoRequest() throws Exception {
        LoginFilter filter = new LoginFilter(null, Clock.systemUTC(), FilterUnderTest.PATIENT);
        assertThatThrownBy(filter::doctor).hasMessage("the filter is not initialised");
        try (MappedApp mapped =
                new MappedApp(provider).add("saoma", filter, "/*").start()) {
            assertThat(filter.doctor())
                    .startsWith("Problems: 0, warnings: 0\n")
                    .contains(
                            "[ok] The provider accepts the credentials of client crm.", mapped.url("/saoma/callback"));
        }
    }

    @Test
    @DisplayName("a proxy that shows /old as / and leaves paths of cookies alone is named as the cause")
    void cookiePathThatNeverComesBack_isNamed() throws Exception {
        start(Clock.systemUTC(), "appUrl", "http://127.0.0.1:" + ClosedPort.take());
        HttpResponse<String> first = browser.open(app.url("/saoma/doctor"));
        String probe = Browser.setCookies(first).stream()
                .filter(cookie -> cookie.contains("; Path=/old;"))
                .findFirst()
                .orElseThrow();
        String round = Browser.location(first);

        // The browser has the page at /saoma/doctor, so it does not send a cookie for /old.
        browser.cookies.remove(probe.split("=")[0]);
        assertThat(browser.open(app.url("/saoma/" + round)).body())
                .contains("data-key=\"path.lost\"", "proxy_cookie_path /old /;");

        // With proxy_cookie_path it comes back.
        browser.cookies.put(probe.split("=")[0], probe.split("[=;]")[1]);
        assertThat(browser.open(app.url("/saoma/" + round)).body()).contains("data-key=\"path.ok\"");

        assertThat(text()).contains("[note] The container sets its session cookie for /old");
    }
}
