package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.saoma.filter.internal.dropin.DropInFilter;
import dev.saoma.filter.internal.dropin.DropInInitializer;
import dev.saoma.filter.internal.dropin.DropInListener;
import dev.saoma.filter.internal.dropin.OrderingListener;
import dev.saoma.filter.support.FakeContainer.Fault;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The drop-in jar beside a filter that replaces sessions: whatever fails in its start, a filter is there that refuses. */
class ClosedDropInTest extends ClosedFixture {
    private static final String SESSIONS = "springSessionRepositoryFilter";
    private static final String OPEN = "No filter protects it";
    private static final String REFUSES = "every request is answered with status 503";
    private static final String PLACE = "it could not take its place among the other filters";

    @BeforeEach
    void addSessionFilter() {
        container.otherFilters.put(SESSIONS, "org.springframework.web.filter.DelegatingFilterProxy");
        StringBuilder settings = new StringBuilder();
        SETTINGS.forEach((key, value) -> settings.append(key + " = " + value + "\n"));
        container.file("/WEB-INF/classes/saoma.properties", settings.toString());
    }

    static Stream<Arguments> contextFaults() {
        return faults(ServletContext.class, FilterRegistration.Dynamic.class);
    }

    private Throwable started() {
        return catchThrowable(() -> {
            new DropInInitializer().onStartup(null, container.context);
            new DropInListener().contextInitialized(container.event());
        });
    }

    private static boolean keepsFilterOut(Method method, Fault fault) {
        switch (method.getName()) {
            case "addFilter":
                return method.getParameterTypes()[1] == Class.class;
            case "addMappingForUrlPatterns":
                return fault != Fault.NULL;
            default:
                return false;
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("contextFaults")
    @DisplayName(
            "null and exceptions of any method: the filter is in front of everything; if it cannot be, the log says"
                    + " that nothing protects the application")
    void methodFails_filterIsThereOrTheLogSaysThatNoneIs(Method method, Fault fault) throws Exception {
        container.file("/WEB-INF/classes/saoma.properties", "issuer = http://wrong.example\n");
        container.breaks(method, fault);

        Throwable refused = started();

        if (keepsFilterOut(method, fault)) {
            assertThat(refused).isNotNull();
            assertThat(log.formatted()).contains(OPEN).doesNotContain(REFUSES);
        } else if (method.getName().equals("addMappingForUrlPatterns")) {
            assertThat(refused).as("it returns nothing in any case").isNotNull();
        } else {
            assertThat(container.coversEverything()).isTrue();
            assertThat(log.formatted()).doesNotContain(OPEN);
        }
        DropInFilter filter = new DropInFilter();
        assertThatNoException().isThrownBy(() -> filter.init(container.config));
        assertRefused(filter);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NULL", mode = Mode.EXCLUDE)
    @DisplayName(
            "a session filter that takes no mapping stops the start; if the container starts anyway, the filter refuses all")
    void sessionFilterFails_filterIsThereAndRefuses(Fault fault) throws Exception {
        container.breaksOf(SESSIONS, mapping(), fault);

        Throwable refused = started();

        assertThat(refused).isInstanceOf(IllegalStateException.class).hasMessageContaining(PLACE);
        assertThat(container.coversEverything()).isTrue();
        DropInFilter filter = new DropInFilter();
        filter.init(container.config);
        assertRefused(filter);
        assertThat(log.formatted()).containsOnlyOnce(PLACE).contains(REFUSES).doesNotContain(OPEN);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NULL", mode = Mode.EXCLUDE)
    @DisplayName("so does a filter in web.xml that cannot be put in front")
    void declaredFilterCannotBeMoved_refuses(Fault fault) throws Exception {
        container.declared = true;
        container.initParameters.putAll(SETTINGS);
        container.breaksOf("saoma", mapping(), fault);

        assertThat(started()).isInstanceOf(IllegalStateException.class).hasMessageContaining(PLACE);
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);

        assertRefused(filter);
        assertThat(log.formatted()).containsOnlyOnce(PLACE).contains(REFUSES).doesNotContain(OPEN);
    }

    private static Method mapping() {
        return Stream.of(FilterRegistration.class.getMethods())
                .filter(method -> method.getName().equals("addMappingForUrlPatterns"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = "NULL", mode = Mode.EXCLUDE)
    @DisplayName("settings that cannot be read do not keep the filter from being registered")
    void settingsCannotBeRead_filterIsThereAndRefuses(Fault fault) throws Exception {
        container.breaks(ServletContext.class.getMethod("getResourceAsStream", String.class), fault);

        started();

        assertThat(container.coversEverything()).isTrue();
        DropInFilter filter = new DropInFilter();
        filter.init(container.config);
        assertRefused(filter);
    }

    @Test
    @DisplayName(
            "an ordering that hides the jar: the log does not say that requests are refused, for no filter is there")
    void hidingOrdering_isNotSaidToBeRefused() {
        container.webXml("<web-app><absolute-ordering><name>other_jar</name></absolute-ordering></web-app>");

        Throwable refused = catchThrowable(() -> new OrderingListener().contextInitialized(container.event()));

        assertThat(refused).isInstanceOf(IllegalStateException.class);
        assertThat(log.formatted()).contains(OPEN).doesNotContain(REFUSES);
    }

    @Test
    void nothingFails_sessionFilterIsMappedBeforeAndBehind() throws Exception {
        assertThat(started()).isNull();

        assertThat(container.mapped)
                .containsSubsequence(
                        SESSIONS + " [REQUEST, ASYNC, ERROR] false /*",
                        "saoma [FORWARD, INCLUDE, REQUEST, ASYNC, ERROR] false /*",
                        SESSIONS + " [REQUEST, ASYNC, ERROR] false /*");
        DropInFilter filter = new DropInFilter();
        filter.init(container.config);
        container.request(filter);
        assertThat(container.status).isEqualTo(401);
    }
}
