package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookiesTest {
    private static HttpServletRequest request(List<String> headers, Cookie... parsed) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> Collections.enumeration(headers);
                    case "getCookies" -> parsed.length == 0 ? null : parsed;
                    default -> throw new IllegalStateException(method.getName());
                });
    }

    @Test
    void header_isReadWhateverElseIsInIt() {
        HttpServletRequest request =
                request(Arrays.asList("a=\"x; ours=1; b[]=;;=; =z; nothing", " ours = \"2\" ;other=3", "ours=1"));

        assertThat(Cookies.values("ours", request)).containsExactly("1", "2");
        assertThat(Cookies.startingWith("o", request))
                .extracting(Object::toString)
                .containsExactly("ours=1", "ours=2", "other=3", "ours=1");
    }

    @Test
    void withoutAHeader_theContainersListCounts() {
        assertThat(Cookies.values("ours", request(Collections.emptyList(), new Cookie("ours", "1"))))
                .containsExactly("1");
        assertThat(Cookies.values("ours", request(Collections.emptyList()))).isEmpty();
    }
}
