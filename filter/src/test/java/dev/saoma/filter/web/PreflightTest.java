package dev.saoma.filter.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private final HttpServletRequest options = fake(HttpServletRequest.class, "OPTIONS");
    private final HttpServletResponse response = fake(HttpServletResponse.class, "");

    private static <T> T fake(Class<T> type, String answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }

    @Test
    @DisplayName("P17: the answer is bare, whether something else is around the preflight or not")
    void answer_isBareWithAndWithoutAWrapper() {
        Preflight preflight = new Preflight(options);

        assertThat(Preflight.answer(preflight, response)).isInstanceOf(PreflightResponse.class);
        assertThat(Preflight.answer(new HttpServletRequestWrapper(preflight), response))
                .isInstanceOf(PreflightResponse.class);
    }

    @Test
    void answerOfAnotherRequest_isTheApplicationsOwn() {
        assertThat(Preflight.answer(options, response)).isSameAs(response);
        assertThat(Preflight.answer(new HttpServletRequestWrapper(options), response))
                .isSameAs(response);
    }
}
