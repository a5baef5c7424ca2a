package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.Requirements;
import dev.saoma.filter.support.FakeContainer;
import dev.saoma.filter.support.StartLog;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C17: a runtime without what the filter needs. */
class RuntimeTest {
    private static final FilterConfig NOTHING = (FilterConfig) Proxy.newProxyInstance(
            RuntimeTest.class.getClassLoader(),
            new Class<?>[] {FilterConfig.class},
            (proxy, method, arguments) -> null);

    /** Loads the filter's own classes, and those of all libraries but one. */
    private static final class Lacking extends ClassLoader {
        private final String hidden;

        Lacking(String hidden) {
            super(RuntimeTest.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(hidden)) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("dev.saoma.filter.")) {
                    loaded = define(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.replace('/', '.').startsWith(hidden) ? null : super.getResource(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @ParameterizedTest
    @DisplayName("C17: a missing library is named when the application starts, in one line with the fix")
    @CsvSource({
        "io.jsonwebtoken.impl.,  jjwt-impl",
        "io.jsonwebtoken.,       'jjwt-api, jjwt-impl'",
        "org.apache.hc.client5., httpclient5",
        "org.apache.hc.core5.,   httpcore5",
        "org.slf4j.,             slf4j-api"
    })
    void missingLibrary_isNamed(String hidden, String libraries) throws Exception {
        Filter filter = (Filter) new Lacking(hidden)
                .loadClass(LoginFilter.class.getName())
                .getConstructor()
                .newInstance();

        try (StartLog log = new StartLog()) {
            filter.init(NOTHING);

            assertThat(log.formatted())
                    .startsWith("The Saoma sign-in filter cannot start: these libraries are missing beside"
                            + " saoma-filter: " + libraries)
                    .contains("take the drop-in jar (classifier jakarta or javax), which holds them\n");
        }
        FakeContainer container = new FakeContainer();
        container.request(filter);
        assertThat(container.status).isEqualTo(503);
        assertThat(container.chained).hasValue(0);
    }

    @Test
    void nothingIsMissingHere() {
        assertThat(Requirements.runtimeMistake()).isEmpty();
    }
}
