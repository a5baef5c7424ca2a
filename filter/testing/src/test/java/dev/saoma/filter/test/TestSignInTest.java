package dev.saoma.filter.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSignInTest {
    private static final String VERIFIER = "v".repeat(43);

    private final TestSignIn signIn = TestSignIn.start("crm", "secret");

    @AfterEach
    void stop() {
        signIn.close();
    }

    private Map<String, String> request() {
        return new java.util.LinkedHashMap<>(Map.of(
                "client_id",
                "crm",
                "response_type",
                "code",
                "scope",
                "openid",
                "redirect_uri",
                "https://crm.example.cn/saoma/callback",
                "code_challenge_method",
                "S256",
                "code_challenge",
                Tokens.s256(VERIFIER),
                "state",
                "s t&ate",
                "nonce",
                "n"));
    }

    private String callback(Map<String, String> request) {
        return signIn.callback(Form.append(signIn.issuer() + "/authorize", request));
    }

    private HttpResponse<String> token(Map<String, String> form) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(URI.create(signIn.issuer() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Form.append("?", form).substring(2)))
                .build();
        return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(signIn.issuer() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String kid(String token) {
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
        return header.replaceAll(".*\"kid\":\"([^\"]+)\".*", "\"kid\":\"$1\"");
    }

    private Map<String, String> exchange(String callback) {
        Map<String, String> form = new java.util.LinkedHashMap<>();
        form.put("client_id", "crm");
        form.put("client_secret", "secret");
        form.put("code", Form.read(URI.create(callback).getRawQuery()).get("code"));
        form.put("redirect_uri", "https://crm.example.cn/saoma/callback");
        form.put("code_verifier", VERIFIER);
        return form;
    }

    @Test
    void authorization_answersWithCodeStateAndIssuer() {
        String callback = callback(request());

        assertThat(callback).startsWith("https://crm.example.cn/saoma/callback?code=");
        assertThat(Form.read(URI.create(callback).getRawQuery()))
                .containsEntry("state", "s t&ate")
                .containsEntry("iss", signIn.issuer());
    }

    @Test
    void code_isGoodOnce() throws Exception {
        Map<String, String> form = exchange(callback(request()));

        assertThat(token(form).statusCode()).isEqualTo(200);
        assertThat(token(form).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, wrong, invalid_grant",
        "redirect_uri,  https://crm.example.cn/other, invalid_grant",
        "client_secret, wrong, invalid_client",
        "client_id,     other, invalid_client"
    })
    void wrongExchange_isRefused(String name, String value, String error) throws Exception {
        Map<String, String> form = exchange(callback(request()));
        form.put(name, value);

        assertThat(token(form).body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id,             other, 'client_id: expected crm, got other'",
        "response_type,         token, 'response_type: expected code, got token'",
        "code_challenge_method, plain, 'code_challenge_method: expected S256, got plain'",
        "code_challenge,        short, code_challenge is missing or no SHA-256",
        "scope,                 email, scope has no openid",
        "redirect_uri,          crm,   redirect_uri is missing or no URL"
    })
    void wrongRequest_isRefused_sayingWhy(String name, String value, String why) throws Exception {
        Map<String, String> request = request();
        request.put(name, value);

        assertThatThrownBy(() -> callback(request)).hasMessage(why);
        URI authorize = URI.create(Form.append(signIn.issuer() + "/authorize", request));
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(authorize).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).isEqualTo("TestSignIn: " + why);
    }

    @Test
    void cancelNext_cancelsOnce() {
        signIn.cancelNext();

        assertThat(callback(request())).contains("error=access_denied").doesNotContain("code=");
        assertThat(callback(request())).contains("code=");
    }

    @Test
    void parameterThatComesTwice_isRefused() {
        String location = Form.append(signIn.issuer() + "/authorize", request()) + "&state=other";

        assertThatThrownBy(() -> signIn.callback(location)).hasMessage("state is there twice");
    }

    @Test
    void refuseNextCode_refusesOnce() throws Exception {
        signIn.refuseNextCode();

        assertThat(token(exchange(callback(request()))).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(token(exchange(callback(request()))).statusCode()).isEqualTo(200);
    }

    @Test
    void goDown_refusesConnections_untilItComesBackAtTheSameAddress() throws Exception {
        String issuer = signIn.issuer();

        signIn.goDown();
        assertThatThrownBy(() -> get("/jwks")).isInstanceOf(ConnectException.class);

        signIn.comeBack();
        assertThat(signIn.issuer()).isEqualTo(issuer);
        assertThat(get("/jwks").statusCode()).isEqualTo(200);
    }

    @Test
    void goDown_keepsThePortFromOtherPrograms() throws Exception {
        int port = URI.create(signIn.issuer()).getPort();

        signIn.goDown();

        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(new InetSocketAddress("127.0.0.1", port)))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void delay_answersLate_untilItIsZero() throws Exception {
        Duration delay = Duration.ofMillis(200);
        signIn.delay(delay);

        long before = System.nanoTime();
        assertThat(get("/jwks").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);

        signIn.delay(Duration.ofMinutes(10));
        signIn.delay(Duration.ZERO);
        assertThat(get("/jwks").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> signIn.delay(Duration.ofMillis(-1)))
                .hasMessage("time: expected zero or more, got PT-0.001S");
    }

    @Test
    void rotateKey_signsAndPublishesAnotherKey() throws Exception {
        String before = get("/jwks").body();
        String token = signIn.bearerToken();

        signIn.rotateKey();

        assertThat(get("/jwks").body()).isNotEqualTo(before).contains(kid(signIn.bearerToken()));
        assertThat(get("/jwks").body()).doesNotContain(kid(token));
        assertThat(before).contains(kid(token));
    }

    @Test
    void redirectElsewhere_isNoSignIn() {
        assertThatThrownBy(() -> signIn.callback("https://login.example.cn/authorize?x=1"))
                .hasMessageStartingWith("expected a redirect to " + signIn.issuer());
        assertThatThrownBy(() -> signIn.callback(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pageThatAsksForNoSignIn_isNamed() throws IOException {
        HttpServer application = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        application.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        application.start();
        try {
            String page = "http://127.0.0.1:" + application.getAddress().getPort() + "/x";
            assertThatThrownBy(() -> signIn.cookies(page + "?secret"))
                    .hasMessageStartingWith(page + " answered status 200 and did not ask for a sign-in");
        } finally {
            application.stop(0);
        }
    }

    @Test
    void users_areImmutable_andProtocolClaimsAreNotTheirs() {
        TestUser user = TestUser.of("o6_x");

        assertThat(user.name("张伟").roles("a", "b").claims())
                .isEqualTo(Map.of("sub", "o6_x", "name", "张伟", "roles", List.of("a", "b")));
        assertThat(user.claims()).isEqualTo(Map.of("sub", "o6_x"));
        assertThatThrownBy(() -> user.claim("aud", "x")).hasMessage("claim aud is the provider's");
        assertThatThrownBy(() -> TestUser.of("张伟")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json_isEscaped() {
        assertThat(Json.of(Map.of("a\"b", List.of("\\\n中😀", 1, true, Map.of()))))
                .isEqualTo("{\"a\\u0022b\":[\"\\u005c\\u000a\\u4e2d\\ud83d\\ude00\",1,true,{}]}");
    }

    @Test
    void itKnowsNeitherServletsNorLibraries() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.sun.net.httpserver..", "dev.saoma.filter.test..", "org.jspecify..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.saoma.filter.test"));
    }
}
