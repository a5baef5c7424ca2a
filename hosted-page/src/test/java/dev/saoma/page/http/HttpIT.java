package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.HostedPage;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as HTTP sees it: headers, methods, sizes, hosts, and what no honest client sends. */
class HttpIT extends HttpFixture {
    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET,/.well-known/openid-configuration,200",
        "HEAD,/.well-known/openid-configuration,200",
        "GET,/jwks,200",
        "GET,/authorize,400",
        "GET,/authorize?client_id=%,400",
        "PUT,/authorize,405",
        "HEAD,/authorize,405",
        "OPTIONS,/authorize,405",
        "TRACE,/authorize,405",
        "GET,/token,405",
        "POST,/jwks,405",
        "GET,/wechat/callback,400",
        "HEAD,/wechat/callback?code=a&state=b,405",
        "GET,/wechat/callback/popup?code=a&state=b,400",
        "GET,/sign-in/finish,405",
        "GET,/userinfo,401",
        "GET,/,200",
        "GET,/nothing,404",
        "GET,/assets/,404",
        "GET,/assets/no.js,404",
        "GET,/authorize/,404",
        "GET,/AUTHORIZE,404",
        "GET,/health/live,200",
        "GET,/health/ready,200"
    })
    @DisplayName("A11: every answer has the whole set of headers")
    void anyAnswer_isSecure(String method, String path, int status) {
        HttpResponse<String> response =
                browser.send(HttpRequest.newBuilder(URI.create(page.issuer + path.replace("%", "%25")))
                        .method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertSecure(response);
        if (status >= 400) {
            assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        }
        if (status == 405) {
            assertThat(header(response, "Allow")).isNotEmpty();
        }
        if (method.equals("HEAD")) {
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    @DisplayName("G54: fresh nonce in policy and page, WeChat and our own framed page in frame-src, nothing else")
    void loginPage_hasItsPolicy() {
        HttpResponse<String> first = browser.authorize(Browser.crm());
        HttpResponse<String> second = browser.authorize(Browser.crm());

        String policy = header(first, "Content-Security-Policy");
        assertSecure(first);
        assertThat(policy)
                .contains("frame-src 'self' " + page.wechat.uri() + ";", "connect-src 'self'", "form-action 'self'");
        assertThat(header(first, "Permissions-Policy"))
                .contains("local-network-access=(self \"" + page.wechat.uri() + "\")");
        assertThat(header(first, "Cross-Origin-Opener-Policy"))
                .as("the popup must reach us")
                .isEmpty();
        Matcher one = NONCE.matcher(policy);
        Matcher two = NONCE.matcher(header(second, "Content-Security-Policy"));
        assertThat(one.find() && two.find()).isTrue();
        assertThat(one.group(1)).isNotEqualTo(two.group(1));
        assertThat(first.body()).contains("nonce=\"" + one.group(1) + "\"");
        assertThat(header(first, "Set-Cookie"))
                .contains("Path=/; ", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    @DisplayName("G54: only our own page may frame the hand-over page")
    void framedCallback_isForOurOwnFrame() {
        HttpResponse<String> frame = browser.get("/wechat/callback/frame?code=c&state=" + "a".repeat(32));

        assertThat(frame.statusCode()).isEqualTo(200);
        assertThat(header(frame, "Content-Security-Policy")).contains("frame-ancestors 'self'");
        assertThat(header(frame, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(browser.get("/wechat/callback/frame?code=c&state=short").statusCode())
                .isEqualTo(400);
    }

    @Test
    void bodyThatIsNotRead_endsTheConnectionAndSaysSo() throws Exception {
        String head = " HTTP/1.1\r\nHost: " + page.issuer.getAuthority()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n" + "Content-Length: 3\r\n\r\na=b";

        assertThat(raw("POST /jwks" + head)).startsWith("HTTP/1.1 405").contains("\r\nConnection: close\r\n");
    }

    @Test
    void assets_areThereForEver() {
        Matcher css = Pattern.compile("href=\"(/assets/[^\"]+\\.css)\"")
                .matcher(browser.authorize(Browser.crm()).body());
        assertThat(css.find()).isTrue();

        HttpResponse<String> asset = browser.get(css.group(1));

        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(header(asset, "Content-Type")).startsWith("text/css");
        assertThat(header(asset, "Cache-Control")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost", "127.0.0.1", "127.0.0.1.evil.example"})
    @DisplayName("G77: another Host is misdirected, and shows up nowhere")
    void otherHost_isMisdirected(String host) throws IOException {
        String answer = raw("GET /authorize HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain(host + "/");
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    @DisplayName("G76: forwarded headers change nothing")
    void forwardedHeaders_areIgnored() {
        HttpResponse<String> document = browser.get(
                "/.well-known/openid-configuration",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Proto",
                "https",
                "Forwarded",
                "host=evil.example");

        assertThat(JsonParser.parseString(document.body())
                        .getAsJsonObject()
                        .get("issuer")
                        .getAsString())
                .isEqualTo(page.issuer.toString());
        assertThat(document.body()).doesNotContain("evil");
    }

    @Test
    @DisplayName("G62, A10: nothing of a request is shown on an error page")
    void errorPage_echoesNothing() {
        String evil = "<img src=x onerror=alert(1)>";
        HttpResponse<String> page =
                browser.get("/authorize?client_id=" + Browser.encode(evil) + "&state=" + Browser.encode(evil));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("id=\"error-id\"").doesNotContain("onerror");
    }

    @Test
    @DisplayName("K11: keys are public, and to be kept for a while")
    void jwks_hasPublicMembersOnly() {
        HttpResponse<String> jwks = browser.get("/jwks");
        JsonObject key = JsonParser.parseString(jwks.body())
                .getAsJsonObject()
                .getAsJsonArray("keys")
                .get(0)
                .getAsJsonObject();

        assertThat(key.keySet()).containsExactlyInAnyOrder("kty", "kid", "use", "alg", "n", "e");
        assertThat(header(jwks, "Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(header(jwks, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    @DisplayName("Discovery 3, RFC 9207: the document says what there is")
    void discovery_saysWhatThereIs() {
        JsonObject document = JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();

        assertThat(document.get("issuer").getAsString()).isEqualTo(page.issuer.toString());
        for (String endpoint : List.of("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")) {
            assertThat(document.get(endpoint).getAsString()).startsWith(page.issuer + "/");
        }
        assertThat(document.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(document.get("response_types_supported").toString()).isEqualTo("[\"code\"]");
        assertThat(document.get("authorization_response_iss_parameter_supported")
                        .getAsBoolean())
                .isTrue();
        assertThat(document.get("request_uri_parameter_supported").getAsBoolean())
                .isFalse();
    }

    @Test
    @DisplayName("G45, G54: on https cookies are __Host- and Secure, and HSTS keeps the browser on https")
    void httpsIssuer_behindAProxy_hasSecureCookies(@TempDir Path other) throws IOException {
        String yaml = PageUnderTest.yaml(URI.create("https://login.example.com"), page.wechat.uri())
                .replace("http://localhost:8080", "https://crm.example.com")
                .replace("http://localhost:8090", "https://shop.example.com");
        ServerSocketChannel socket = PageUnderTest.free();
        int port = PageUnderTest.port(socket);
        Map<String, String> request = Browser.crm();
        request.put("redirect_uri", "https://crm.example.com/crm/saoma/callback");
        try (HostedPage secure = HostedPage.start(PageSettings.parse(yaml, other, Map.of()), socket)) {
            String answer = raw(
                    port,
                    "GET /authorize?" + Browser.query(request)
                            + " HTTP/1.1\r\nHost: login.example.com\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 200 ")
                    .containsPattern(
                            "Set-Cookie: __Host-saoma-sign-in-[^;]+; Path=/; [^\r]*HttpOnly; [^\r]*; Secure\r\n")
                    .contains("Strict-Transport-Security: max-age=31536000\r\n");
            assertThat(secure.issuer()).hasToString("https://login.example.com");
        }
    }
}
