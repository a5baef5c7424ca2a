package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.HostedPage;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G79: a page on https, reached over plain http through its proxy. */
class PlainHttpIT {
    private static final String[] BY_HTTP = {"X-Forwarded-Proto", "http"};

    @TempDir
    static Path directory;

    private static WeChatStub wechat;
    private static HostedPage page;
    private static Browser browser;
    private static Browser inside;

    @BeforeAll
    static void start() {
        wechat = new WeChatStub();
        ServerSocketChannel socket = PageUnderTest.free();
        int port = PageUnderTest.port(socket);
        // The issuer's name leads to this server, as behind a proxy.
        String yaml = PageUnderTest.yaml(URI.create("https://localhost:" + port), wechat.uri())
                .replace("http://localhost:8080", "https://crm.example.com")
                .replace("http://localhost:8090", "https://shop.example.com");
        PageUnderTest.writeSigningKey(directory);
        page = HostedPage.start(
                PageSettings.parse(
                        yaml + "trustedProxies: [127.0.0.1]\nhosts: [\"127.0.0.1:" + port + "\"]\n",
                        directory,
                        Map.of()),
                socket);
        browser = new Browser(URI.create("http://localhost:" + port));
        inside = new Browser(URI.create("http://127.0.0.1:" + port));
    }

    @AfterAll
    static void stop() {
        page.close();
        wechat.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorize", "/.well-known/openid-configuration", "/nothing", "/"})
    @DisplayName("G79: GET without parameters goes to https, for good")
    void getWithoutParameters_goesToHttps(String path) {
        HttpResponse<String> answer = browser.get(path, BY_HTTP);

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(Browser.location(answer)).hasToString(page.issuer() + path);
    }

    @Test
    @DisplayName("G79: what may carry secrets is refused, not sent on")
    void whatMayCarrySecrets_isRefused() {
        HttpResponse<String> get = browser.get("/authorize?" + Browser.query(Browser.crm()), BY_HTTP);
        HttpResponse<String> post = browser.post("/token", Map.of("grant_type", "authorization_code"), BY_HTTP);

        assertThat(get.statusCode()).isEqualTo(400);
        assertThat(get.headers().firstValue("Location")).isEmpty();
        assertThat(get.body()).contains("访问用的是 http，途中任何人都能读到内容");
        assertThat(get.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(post.statusCode()).isEqualTo(400);
        assertThat(post.body()).contains("invalid_request", "plain http");
    }

    @Test
    void https_probes_andTheInsideOfTheNetwork_areLeftAlone() {
        assertThat(browser.get("/jwks", "X-Forwarded-Proto", "https").statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/jwks").statusCode()).isEqualTo(200);
        assertThat(browser.get("/health/live", BY_HTTP).statusCode()).isEqualTo(200);
        assertThat(inside.get("/jwks", BY_HTTP).statusCode()).isEqualTo(200);
    }
}
