package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    @Test
    @DisplayName("P17: whatever method of the servlet API is called, only what is listed reaches the real response")
    void everyMethodOfTheResponse_isBare() throws Exception {
        Set<String> reached = reached(HttpServletResponse.class, PreflightResponse::new);

        assertThat(reached)
                .isSubsetOf(
                        "setStatus(200)",
                        "getStatus()",
                        "getHeader(leak)",
                        "getHeaders(leak)",
                        "getHeaderNames()",
                        "containsHeader(leak)",
                        "getCharacterEncoding()",
                        "getContentType()",
                        "getLocale()",
                        "getBufferSize()",
                        "isCommitted()",
                        "flushBuffer()",
                        "reset()",
                        "resetBuffer()",
                        "sendError(200)",
                        "setStatus(403)");
    }

    @Test
    @DisplayName("P17: no session, body, parameter, query, upgrade or asynchronous work of the real request")
    void everyMethodOfTheRequest_isBare() throws Exception {
        Set<String> reached = reached(HttpServletRequest.class, Preflight::new);

        assertThat(reached)
                .noneMatch(
                        call -> call.matches("(?i).*(session|stream|reader|param|part|query|trailer|push|upgrade|async|"
                                + "content|log|authenticat|user|role|cookie).*"))
                .contains("getHeader(leak)", "getRequestURI()", "getAttribute(leak)");
    }

    private static <T> Set<String> reached(Class<T> type, UnaryOperator<T> wrapper) throws Exception {
        Set<String> reached = new TreeSet<>();
        T real = type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    reached.add(method.getName() + "("
                            + (arguments == null
                                    ? ""
                                    : Arrays.stream(arguments)
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(",")))
                            + ")");
                    return method.getReturnType() == int.class
                            ? (Object) 0
                            : method.getReturnType() == long.class
                                    ? (Object) 0L
                                    : method.getReturnType() == boolean.class ? false : null;
                }));
        T bare = wrapper.apply(real);
        reached.clear();
        for (Method method : type.getMethods()) {
            try {
                method.invoke(
                        bare,
                        Arrays.stream(method.getParameterTypes())
                                .map(PreflightTest::argument)
                                .toArray());
            } catch (InvocationTargetException e) {
                assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
            }
        }
        return reached;
    }

    private static Object argument(Class<?> type) {
        if (type == String.class) {
            return "leak";
        }
        if (type == int.class) {
            return 200;
        }
        if (type == long.class) {
            return 1L;
        }
        return type == boolean.class ? (Object) true : null;
    }
}
