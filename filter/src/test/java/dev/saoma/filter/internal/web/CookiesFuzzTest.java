package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;

/** D7: any text in a Cookie header is read, and hides no cookie of ours that follows it. */
class CookiesFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void header(byte[] input) {
        String header = Seeds.text(input).replace("saoma", "x");

        assertThat(Cookies.values("saoma-ours", request(header, "saoma-ours=1")))
                .containsExactly("1");
        assertThat(Cookies.values("saoma-ours", request(header + "; saoma-ours=1; x=" + header)))
                .containsExactly("1");
        Cookies.startingWith("", request(header))
                .forEach(cookie -> assertThat(cookie.getKey()).doesNotContain("=", ";"));
    }

    private static HttpServletRequest request(String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CookiesFuzzTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> Collections.enumeration(List.of(headers)));
    }
}
