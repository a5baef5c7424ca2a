package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests by HTTP/2, whose bodies need neither a length nor a header that says that there is one. */
@Matrix
record ContainerHttp2IT(String contextPath) {
    private static final String BODY = "id=1&name=" + "x".repeat(5000);
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        app = new PackedApp(contextPath).deployWithReadmeSnippet();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    private static HttpClient client;

    @BeforeEach
    void upgrade() throws Exception {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(Duration.ofMinutes(1))
                .build();
        send("GET", "/public/counters", BodyPublishers.noBody()); // The first one of a connection is still HTTP/1.1.
        assertThat(send("GET", "/public/counters", BodyPublishers.noBody()).version())
                .isEqualTo(HttpClient.Version.HTTP_2);
    }

    private static HttpResponse<String> send(String method, String path, BodyPublisher body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(app.http2Url(path)))
                        .timeout(Duration.ofMinutes(1))
                        .header("Origin", "https://shop.example")
                        .header("Access-Control-Request-Method", "PUT")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static BodyPublisher ofUnknownLength() {
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(BODY.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("P17: a preflight by HTTP/2 gets the application's answer and nothing else")
    void preflight_isAnsweredBare() throws Exception {
        HttpResponse<String> answer = send("OPTIONS", "/cors-all", BodyPublishers.noBody());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(answer.headers().map().toString() + answer.body())
                .doesNotContainPattern("(?i)leak|set-cookie|location|trailer|content-language");
    }

    @Test
    @DisplayName("P17: a body without a length reaches a public servlet, and no protected one")
    void bodyWithoutLength_doesNotReachTheApplication() throws Exception {
        int before = app.count("bodyBytes");
        HttpResponse<String> open = send("OPTIONS", "/public/cors-body", ofUnknownLength());
        assertThat(open.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(open.body()).contains("secret");
        int after = app.count("bodyBytes");
        assertThat(after - before).isEqualTo(BODY.length());

        HttpResponse<String> answer = send("OPTIONS", "/cors-body", ofUnknownLength());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("secret", "id=1", "set-cookie");
        assertThat(app.count("bodyBytes")).isEqualTo(after);
    }

    @Test
    @DisplayName("P17: the same as a form: no parameter is read from the body")
    void form_isNoParameter() throws Exception {
        assertThat(send("OPTIONS", "/cors?id=2", ofUnknownLength()).body()).doesNotContain("id=1", "id=2", "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PROPFIND"})
    @DisplayName("P18: no other method with a body gets that far")
    void otherMethod_isRefused(String method) throws Exception {
        int calls = app.count("calls");

        assertThat(send(method, "/cors-body", ofUnknownLength()).statusCode()).isEqualTo(401);
        assertThat(app.count("calls")).isEqualTo(calls);
    }
}
