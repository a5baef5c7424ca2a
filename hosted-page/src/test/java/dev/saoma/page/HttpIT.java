package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as HTTP sees it: headers, methods, sizes, hosts, and what no honest client sends. */
class HttpIT extends OnePage {
    private static final Pattern NONCE = Pattern.compile("script-src 'nonce-([A-Za-z0-9+/=_-]{22,})'");

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static void assertSecure(HttpResponse<String> response) {
        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Permissions-Policy")).contains("camera=()");
        assertThat(header(response, "Server")).isEmpty();
        assertThat(header(response, "X-Powered-By")).isEmpty();
    }

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
        "GET,/,404",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET /a/..;/token HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET /%2e%2e/token HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: HOST\r\n\r\n"
            })
    @DisplayName("what cannot be read is told so in one line, without a word about the server")
    void unreadableRequest_isPlain(String request) throws IOException {
        String answer = raw(request.replace("HOST", page.issuer.getRawAuthority()));

        assertThat(answer)
                .matches("(?s)HTTP/1\\.1 (400|421|505) .*")
                .contains("X-Frame-Options: DENY")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("\tat ");
    }

    @Test
    void hugeHeader_isRefused() throws IOException {
        String answer = raw("GET / HTTP/1.1\r\nHost: " + page.issuer.getRawAuthority() + "\r\nX: " + "x".repeat(66_000)
                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("X-Frame-Options: DENY");
    }

    @Test
    @DisplayName("K5: how the token endpoint may not be asked")
    void tokenAskedWrongly_isJsonError() {
        Map<String, String> form = Map.of("grant_type", "authorization_code");
        URI token = URI.create(page.issuer + "/token");
        HttpResponse<String> inQuery = browser.post("/token?client_id=crm", form);
        HttpResponse<String> json = browser.send(HttpRequest.newBuilder(token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        HttpResponse<String> multipart = browser.send(HttpRequest.newBuilder(token)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x--")));
        HttpResponse<String> gzip = browser.send(HttpRequest.newBuilder(token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x")));
        HttpResponse<String> empty = browser.post("/token", Map.of());

        assertThat(List.of(
                        inQuery.statusCode(),
                        json.statusCode(),
                        multipart.statusCode(),
                        gzip.statusCode(),
                        empty.statusCode()))
                .containsExactly(400, 415, 415, 415, 401);
        for (HttpResponse<String> answer : List.of(inQuery, json, multipart, gzip, empty)) {
            assertThat(header(answer, "Content-Type")).startsWith("application/json");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(JsonParser.parseString(answer.body()).getAsJsonObject().keySet())
                    .containsExactly("error", "error_description");
        }
        assertThat(header(empty, "WWW-Authenticate")).startsWith("Basic ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/authorize",
                "/logout",
                "/logout/confirm",
                "/token",
                "/introspect",
                "/revoke",
                "/userinfo",
                "/sign-in/finish",
                "/sign-in/continue",
                "/sign-in/waiting",
                "/embed/finish",
                "/sdk/v1/window"
            })
    @DisplayName("of parameters in the address and in the body of a POST nobody knows which ones count")
    void postWithQuery_isRefused(String path) {
        String[] ours = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"};

        HttpResponse<String> both = browser.post(path + "?client_id=shop&state=x", Browser.crm(), ours);

        assertThat(both.statusCode()).as(path).isEqualTo(400);
        assertThat(both.headers().firstValue("Location")).isEmpty();
        assertThat(both.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    @DisplayName("and the developer is told so")
    void postWithQuery_saysWhatIsWrong() {
        String told = "the parameters of a POST must all be in its body";

        assertThat(browser.post("/authorize?client_id=crm", Browser.crm()).body())
                .contains(told);
        assertThat(browser.post("/token?client_id=crm", Browser.crm()).body()).contains(told);
    }

    @Test
    @DisplayName("K7: a body of 1 MB is cut off, chunked or not")
    void hugeBody_isTooLarge() throws IOException {
        String head = "POST /token HTTP/1.1\r\nHost: " + page.issuer.getRawAuthority()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        String announced = raw(head + "Content-Length: 1048576\r\n\r\n");
        String chunked = raw(head + "Transfer-Encoding: chunked\r\n\r\n4000\r\n" + "x".repeat(0x4000) + "\r\n");

        assertThat(announced).startsWith("HTTP/1.1 413 ").contains("invalid_request");
        assertThat(chunked).startsWith("HTTP/1.1 413 ");
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
    @DisplayName("G45, G54: on https cookies are __Host- and Secure, and the browser is told to stay on https")
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

    private static String raw(String request) throws IOException {
        return raw(page.issuer.getPort(), request);
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            byte[] answer = new byte[64 * 1024];
            int length = 0;
            for (int read = socket.getInputStream().read(answer); read > 0; ) {
                length += read;
                if (new String(answer, 0, length, StandardCharsets.UTF_8).contains("\r\n\r\n")
                        && socket.getInputStream().available() == 0) {
                    break;
                }
                read = socket.getInputStream().read(answer, length, answer.length - length);
            }
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }
}
