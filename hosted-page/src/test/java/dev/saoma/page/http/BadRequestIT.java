package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends: unreadable, too large, malformed. */
class BadRequestIT extends HttpFixture {
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
    @DisplayName("an unreadable request gets one line that says so, without a word about the server")
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
    @DisplayName("parameters both in the address and in the body of a POST are ambiguous and refused")
    void postWithQuery_isRefused(String path) {
        String[] ours = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"};

        HttpResponse<String> both = browser.post(path + "?client_id=shop&state=x", Browser.crm(), ours);

        assertThat(both.statusCode()).as(path).isEqualTo(400);
        assertThat(both.headers().firstValue("Location")).isEmpty();
        assertThat(both.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    @DisplayName("and the developer reads so: on a page in its language, in JSON in English")
    void postWithQuery_saysWhatIsWrong() {
        assertThat(browser.post("/authorize?client_id=crm", Browser.crm()).body())
                .contains("<html lang=\"zh-CN\"", "POST 的参数都要放在正文里，地址里不能有查询部分（?…）");
        assertThat(browser.post("/token?client_id=crm", Browser.crm()).body())
                .contains("the parameters of a POST must all be in its body");
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
}
