package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.saoma.filter.internal.dropin.DropInListener;
import dev.saoma.filter.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers, clocks and class paths for which the filter keeps the application closed. */
class UnfitSurroundingsTest extends ClosedFixture {
    @ParameterizedTest
    @ValueSource(strings = {"2.5", "3.0"})
    @DisplayName("Tomcat 7 and the like: refused with the version that is needed, and not by errors in sign-ins")
    void oldContainer_isRefused(String version) throws Exception {
        container.servletVersion = version;
        container.initParameters.putAll(SETTINGS);
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);

        assertRefused(filter);
        assertThat(log.formatted())
                .contains("cannot start: it needs Servlet 3.1, and this container (fake/1.0) has Servlet " + version);
        assertThat(catchThrowable(() -> new DropInListener().contextInitialized(container.event())))
                .hasMessageContaining("needs Servlet 3.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1", "4.0", "6.1", "0.0"})
    void otherContainer_isNotRefused(String version) throws Exception {
        container.servletVersion = version;
        container.initParameters.putAll(SETTINGS);
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);

        container.request(filter);

        assertThat(container.status).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T00:00:07Z", "2025-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2106-02-07T06:28:16Z"})
    @DisplayName("a clock that cannot be right closes the application until it has been set")
    void wrongClock_isRefusedUntilItIsSet(String time) throws Exception {
        container.initParameters.putAll(SETTINGS);
        TestClock clock = new TestClock();
        Duration wrong = Duration.between(clock.instant(), Instant.parse(time));
        clock.advance(wrong);
        LoginFilter filter = new LoginFilter(null, clock, null);
        filter.init(container.config);

        assertRefused(filter);
        assertRefused(filter);
        assertThat(log.formatted())
                .containsOnlyOnce("the clock of this machine says " + time + ", which cannot be right")
                .contains("chrony");
        assertThat(catchThrowable(filter::doctor)).isInstanceOf(IllegalStateException.class);

        clock.advance(wrong.negated());
        container.request(filter);
        assertThat(container.status).isEqualTo(401);
        assertThat(log.formatted()).containsOnlyOnce("The clock has been set");
    }

    @Test
    @DisplayName("a filter that waits for its clock and is destroyed stays closed")
    void destroyedWhileTheClockIsWrong_staysClosed() throws Exception {
        container.initParameters.putAll(SETTINGS);
        TestClock clock = new TestClock();
        clock.advance(Duration.ofDays(-20_000));
        LoginFilter filter = new LoginFilter(null, clock, null);
        filter.init(container.config);
        filter.destroy();
        clock.advance(Duration.ofDays(20_000));

        assertRefused(filter);
    }

    @Test
    @DisplayName("an Error at the start, as of a class path that does not fit, closes the application")
    void linkageErrorAtStart_isRefused() throws Exception {
        container.initParameters.putAll(SETTINGS);
        container.initParameters.put("userMapper", Unloadable.class.getName());
        LoginFilter filter = new LoginFilter();

        filter.init(container.config);

        assertRefused(filter);
        assertThat(log.formatted()).contains("userMapper");
    }

    /** Fails when it is loaded. */
    static final class Unloadable {
        static {
            fail();
        }

        private static void fail() {
            throw new NoClassDefFoundError("javax/servlet/Filter");
        }
    }
}
