package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-in whose session refuses a part of it: no user is signed in, and no attribute is left behind. */
class UnfinishedSignInIT {
    private static final String RECORD = "dev.saoma.filter.session.";

    private final Browser browser = new Browser();
    private TestProvider provider;
    private final Refusing refusing = new Refusing();
    private LegacyApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        app = new LegacyApp(
                provider,
                Clock.systemUTC(),
                Map.of("sessionAttributes", "A_USER = sub\nNICK = name\nZ_USER = sub"),
                refusing);
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    private void assertNobodyIsSignedIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(500);
        refusing.name = null;
        assertThat(browser.open(app.url("/public/x")).body()).doesNotContain("session.", "user=" + provider.subject);
        assertThat(browser.open(app.url("/who/me")).statusCode()).isEqualTo(302);
        assertThat(browser.visit(app.url("/who/me")).body())
                .contains("user=" + provider.subject, "session.A_USER=", "session.NICK=", "session.Z_USER=");
    }

    @ParameterizedTest
    @DisplayName("a listener or store that refuses an attribute, whichever it is, leaves no user signed in")
    @ValueSource(strings = {"A_USER", "NICK", "Z_USER", RECORD})
    void refusedAttribute_leavesNobodySignedIn(String name) {
        refusing.name = name;

        assertNobodyIsSignedIn(browser.visit(app.url("/who/me")));
    }

    @ParameterizedTest
    @DisplayName("so does an Error, as of a class that is missing when a value is written")
    @ValueSource(strings = {"NICK", RECORD})
    void error_leavesNobodySignedIn(String name) {
        refusing.name = name;
        refusing.error = true;

        assertNobodyIsSignedIn(browser.visit(app.url("/who/me")));
    }

    @Test
    @DisplayName("and a further sign-in of the same user that fails signs out what was signed in")
    void failedFurtherSignIn_signsOut() {
        String callback = browser.callback(app.url("/who/me"));
        String further = browser.callback(app.url("/who/you"));
        assertThat(browser.visit(callback).statusCode()).isEqualTo(200);
        refusing.name = "NICK";

        assertNobodyIsSignedIn(browser.visit(further));
    }

    @Test
    @DisplayName("a store that can no longer be written or cleaned loses the whole session")
    void brokenStore_losesTheSession() {
        refusing.name = RECORD;
        refusing.refusesRemoval = true;

        HttpResponse<String> answer = browser.visit(app.url("/who/me"));

        refusing.refusesRemoval = false;
        assertNobodyIsSignedIn(answer);
    }

    private static final class Broken extends HttpServletResponseWrapper {
        private final String where;

        Broken(HttpServletResponse response, String where) {
            super(response);
            this.where = where;
        }

        @Override
        public Collection<String> getHeaders(String name) {
            if (where.equals("headers null")) {
                return null;
            }
            if (where.equals("header null")) {
                return Collections.singleton(null);
            }
            breakIf(where, "headers");
            return super.getHeaders(name);
        }

        @Override
        public void setHeader(String name, String value) {
            if (name.equals("Location")) {
                breakIf(where, "answer");
            }
            super.setHeader(name, value);
        }
    }

    private static void breakIf(String broken, String here) {
        if (broken.equals(here)) {
            throw new UnsupportedOperationException(here);
        }
        if (broken.equals(here + " error")) {
            throw new AbstractMethodError(here);
        }
    }

    /** A container, or what stands in front of the filter, that cannot answer a question of the callback. */
    private static TestApp broken(TestProvider provider, AtomicReference<String> where) throws Exception {
        SessionCookieConfig cookie = proxy(SessionCookieConfig.class, (proxy, method, arguments) -> {
            throw new IllegalStateException(method.getName());
        });
        ServletContext context = proxy(ServletContext.class, (proxy, method, arguments) -> {
            breakIf(where.get(), method.getName());
            return method.getName().equals("getSessionCookieConfig") ? cookie : null;
        });
        Filter breaking = (request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            String here = http.getRequestURI().endsWith("/saoma/callback") ? where.get() : "";
            chain.doFilter(
                    here.isEmpty()
                            ? http
                            : new HttpServletRequestWrapper(http) {
                                @Override
                                public ServletContext getServletContext() {
                                    breakIf(here, "context");
                                    return here.equals("context null") ? null : context;
                                }
                            },
                    new Broken((HttpServletResponse) response, here));
        };
        return new TestApp(
                provider,
                Clock.systemUTC(),
                FilterUnderTest.PATIENT,
                Map.of("sessionAttributes", "A_USER = sub"),
                handler -> handler.addFilter(new FilterHolder(breaking), "/*", EnumSet.of(DispatcherType.REQUEST)));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler works) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, works));
    }

    @ParameterizedTest
    @DisplayName("a container that cannot describe its cookies, headers or application does not stop a sign-in")
    @ValueSource(
            strings = {
                "getSessionCookieConfig",
                "getSessionCookieConfig error",
                "cookie",
                "context",
                "context error",
                "context null",
                "headers",
                "headers error",
                "headers null",
                "header null"
            })
    void undescribedContainer_completesTheSignIn(String where) throws Exception {
        try (TestApp described = broken(provider, new AtomicReference<>(where))) {
            assertThat(browser.visit(described.url("/orders/7")).body()).contains("user=" + provider.subject);
            assertThat(described.sessionAttributes()).containsEntry("A_USER", provider.subject);
        }
    }

    @ParameterizedTest
    @DisplayName("a response that cannot be written leaves no user signed in")
    @ValueSource(strings = {"answer", "answer error"})
    void failedResponse_leavesNobodySignedIn(String how) throws Exception {
        AtomicReference<String> where = new AtomicReference<>(how);
        try (TestApp failing = broken(provider, where)) {
            assertThat(browser.visit(failing.url("/orders/7")).statusCode()).isEqualTo(500);

            where.set("");
            assertThat(failing.sessionAttributes()).doesNotContainKey("A_USER");
            assertThat(browser.open(failing.url("/orders/7")).statusCode()).isEqualTo(302);
            assertThat(browser.visit(failing.url("/orders/7")).body()).contains("user=" + provider.subject);
        }
    }

    /** Refuses an attribute, like a store that accepts only serializable values or a listener of the application. */
    private static final class Refusing implements HttpSessionAttributeListener {
        volatile String name;
        volatile boolean error;
        volatile boolean refusesRemoval;

        private void refuse(HttpSessionBindingEvent event) {
            String refused = name;
            if (refused == null || !event.getName().startsWith(refused)) {
                return;
            }
            if (error) {
                throw new NoClassDefFoundError("com/example/Gone");
            }
            throw new IllegalArgumentException(new NotSerializableException(Serializable.class.getName()));
        }

        @Override
        public void attributeAdded(HttpSessionBindingEvent event) {
            refuse(event);
        }

        @Override
        public void attributeReplaced(HttpSessionBindingEvent event) {
            refuse(event);
        }

        @Override
        public void attributeRemoved(HttpSessionBindingEvent event) {
            if (refusesRemoval) {
                refuse(event);
            }
        }
    }
}
