package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.saoma.filter.internal.dropin.DropInListener;
import dev.saoma.filter.support.FakeContainer.Fault;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The application stays closed whatever the container does: null, exceptions, calls in the wrong order. */
class ClosedTest extends ClosedFixture {
    static Stream<Arguments> containerFaults() {
        return faults(ServletContext.class, FilterRegistration.Dynamic.class, FilterConfig.class);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("containerFaults")
    @DisplayName("null and exceptions of any method: a declared filter works all the same, or refuses every request")
    void methodFails_declaredFilterIsClosed(Method method, Fault fault) throws Exception {
        container.declared = true;
        container.initParameters.putAll(SETTINGS);
        container.breaks(method, fault);
        LoginFilter filter = new LoginFilter();

        assertThatNoException().isThrownBy(() -> filter.init(container.config));

        container.request(filter);
        boolean settingsLost = method.getDeclaringClass() == FilterConfig.class
                        && !method.getName().equals("getFilterName")
                || method.getName().equals("getResourceAsStream") && fault != Fault.NULL;
        assertThat(container.status).isEqualTo(settingsLost ? 503 : 401);
        assertThat(container.chained).hasValue(0);
    }

    @Test
    @DisplayName(
            "a declared filter with a mistake in web.xml stops the start, and is closed where the container starts anyway")
    void mistakeInWebXml_stopsTheStartAndIsClosed() throws Exception {
        container.declared = true;
        container.initParameters.put("issuer", "http://wrong.example");
        container.files.put(
                "/WEB-INF/web.xml",
                "<web-app><filter><filter-name>saoma</filter-name></filter></web-app>"
                        .getBytes(StandardCharsets.UTF_8));

        Throwable refused = catchThrowable(() -> new DropInListener().contextInitialized(container.event()));
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);

        assertThat(refused)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("issuer (init-param): uses http");
        assertRefused(filter);
        assertThat(log.formatted()).as("one line").containsOnlyOnce("settings to correct");
    }

    @Test
    @DisplayName(
            "a filter that code registers has its settings from code: init-params are not judged before it is there")
    void filterByCode_isNotJudged() {
        container.declared = true;

        new DropInListener().contextInitialized(container.event());

        assertThat(log.formatted()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DispatcherType.class)
    void filterThatCannotStart_refusesEveryDispatch(DispatcherType dispatch) throws Exception {
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);
        container.dispatch = dispatch;

        if (dispatch == DispatcherType.INCLUDE) {
            container.request(filter);
            assertThat(container.chained).hasValue(0);
            assertThat(container.text()).isEmpty();
        } else {
            assertRefused(filter);
            assertRefused(filter);
        }
        assertThat(log.formatted())
                .as("one line for all requests")
                .containsOnlyOnce("The Saoma sign-in filter cannot start; settings to correct: 4")
                .containsOnlyOnce("every request is answered with status 503");
    }

    @Test
    void filterThatIsNotInitialised_refusesAndSaysSoOnce() throws Exception {
        LoginFilter filter = new LoginFilter();

        assertRefused(filter);
        assertRefused(filter);

        assertThat(log.formatted()).containsOnlyOnce("without having initialised it");
    }

    @Test
    void filterThatIsDestroyed_refuses() throws Exception {
        container.initParameters.putAll(SETTINGS);
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);
        filter.destroy();

        assertRefused(filter);
    }

    @Test
    void secondInit_decides() throws Exception {
        LoginFilter filter = new LoginFilter();
        container.initParameters.putAll(SETTINGS);
        filter.init(container.config);
        container.request(filter);
        assertThat(container.status).isEqualTo(401);

        container.initParameters.remove("issuer");
        filter.init(container.config);
        assertRefused(filter);

        container.initParameters.putAll(SETTINGS);
        filter.init(container.config);
        container.request(filter);
        assertThat(container.status).isEqualTo(401);
        assertThat(container.chained).hasValue(0);
    }

    @Test
    void missingFilterConfig_isRefused() throws Exception {
        LoginFilter filter = new LoginFilter();

        assertThatNoException().isThrownBy(() -> filter.init(null));

        assertRefused(filter);
    }
}
