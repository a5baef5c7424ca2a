package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real WebSocket endpoints, for which containers put a filter of their own in front of those of web.xml. */
@Tag("matrix")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"web.xml", "saoma.properties"})
record ContainerSocketIT(String setUp) {
    private static final Map<String, String> MORE = Map.of("roles", "/clerks/* = clerk");
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String setUp) throws Exception {
        app = new PackedApp("/crm");
        app.war.withSockets();
        if (setUp.equals("web.xml")) {
            app.deployWithReadmeSnippet(MORE);
        } else {
            app.war.webXml("3.1", "").add("WEB-INF/classes/saoma.properties", app.properties(MORE));
            app.deploy();
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    private static CompletableFuture<WebSocket> open(String path, Browser browser, WebSocket.Listener listener) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!browser.cookies.isEmpty()) {
            builder.header("Cookie", browser.cookieHeader());
        }
        return builder.buildAsync(URI.create(app.url(path).replace("http:", "ws:")), listener);
    }

    private static HttpResponse<?> refused(String path, Browser browser) {
        Throwable refused = catchThrowable(
                () -> open(path, browser, new WebSocket.Listener() {}).join());
        assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) refused.getCause()).getResponse();
    }

    private static Browser signedIn() {
        Browser browser = new Browser();
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
        return browser;
    }

    @ParameterizedTest
    @DisplayName("P21: a WebSocket that an application has is refused to a stranger before it is opened")
    @ValueSource(strings = {"/ws", "/ws-late", "/clerks/ws", "/no-endpoint"})
    void stranger_isAnswered401(String path) {
        HttpResponse<?> answer = refused(path, new Browser());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Browser.setCookies(answer)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("P21: role rules apply to a WebSocket")
    @ValueSource(strings = "/clerks/ws")
    void userWithoutTheRole_isAnswered403(String path) {
        assertThat(refused(path, signedIn()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @DisplayName("P21: the WebSocket of a signed-in user knows the user")
    @ValueSource(strings = {"/ws", "/ws-late"})
    void signedInUser_isKnown(String path) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = open(path, signedIn(), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                })
                .join();
        socket.sendText("hello", true).join();

        assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo("hello, user=" + app.provider.subject);
        socket.abort();
    }
}
