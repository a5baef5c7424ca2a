package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** One page, raw requests to it, and headers of its responses. */
abstract class HttpFixture extends OnePage {
    static final Pattern NONCE = Pattern.compile("script-src 'nonce-([A-Za-z0-9+/=_-]{22,})'");

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static void assertSecure(HttpResponse<String> response) {
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

    static String raw(String request) throws IOException {
        return raw(page.issuer.getPort(), request);
    }

    static String raw(int port, String request) throws IOException {
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
