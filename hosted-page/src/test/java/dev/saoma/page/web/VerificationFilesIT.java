package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files by which WeChat verifies the owner of the host. */
class VerificationFilesIT {
    private static final String FILES = "verificationFiles: [{ name: MP_verify_a1B2c3D4e5F6g7H8.txt },"
            + " { name: q9W8e7R6t5.txt, content: 0123456789abcdef0123456789abcdef }], ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "/login"})
    void files_areAtTheRoot_andNothingElseIs(String issuerPath) {
        try (PageUnderTest page = PageUnderTest.withWeChat(directory, issuerPath, FILES)) {
            URI root = URI.create("http://" + page.issuer.getRawAuthority());
            Browser wechat = new Browser(root);

            HttpResponse<String> named = wechat.get("/MP_verify_a1B2c3D4e5F6g7H8.txt");
            assertThat(named.statusCode()).isEqualTo(200);
            assertThat(named.body()).isEqualTo("a1B2c3D4e5F6g7H8");
            assertThat(named.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
            assertThat(named.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(named.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(wechat.get("/q9W8e7R6t5.txt").body()).isEqualTo("0123456789abcdef0123456789abcdef");
            assertThat(new Browser(page.issuer).get("/q9W8e7R6t5.txt").statusCode())
                    .isEqualTo(200);

            for (String other : new String[] {
                "/MP_verify_a1B2c3D4e5F6g7H9.txt",
                "/mp_verify_a1b2c3d4e5f6g7h8.txt",
                "/MP_verify_.txt",
                "/page.txt",
                "/assets/x.txt",
                "/sdk/v1/x.txt",
                "/x/q9W8e7R6t5.txt",
                "/q9W8e7R6t5.txt/",
                "/signing-key.json"
            }) {
                assertThat(wechat.get(other).statusCode()).as(other).isEqualTo(404);
            }
            HttpResponse<String> post = wechat.post("/q9W8e7R6t5.txt", Map.of("a", "b"));
            assertThat(post.statusCode()).isEqualTo(405);
            HttpResponse<String> head = wechat.send(HttpRequest.newBuilder(root.resolve("/q9W8e7R6t5.txt"))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }
}
