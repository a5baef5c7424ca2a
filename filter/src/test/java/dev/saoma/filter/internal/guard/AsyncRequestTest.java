package dev.saoma.filter.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.session.Identity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The dispatcher that a container gets from the request of an AsyncContext. */
class AsyncRequestTest {
    private boolean async;
    private final HttpServletRequest container = (HttpServletRequest) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "getRequestDispatcher":
                        return arguments[0].equals("/missing") ? null : new Containers("from the request");
                    case "isAsyncStarted":
                        return async;
                    case "getDispatcherType":
                        return DispatcherType.REQUEST;
                    default:
                        throw new UnsupportedOperationException(method.getName());
                }
            });

    private static HttpServletRequest request(HttpServletRequest inner) {
        return new SignedInRequest(
                inner, null, Identity.Verified.of(Map.of("sub", "u1")), new UserAttributes(null, Map.of()));
    }

    @Test
    @DisplayName("asynchronous: the container's own dispatcher, whatever a library puts around it")
    void asyncDispatch_getsTheContainersDispatcher() {
        async = true;

        assertThat(request(new LibraryRequest(container)).getRequestDispatcher("/a"))
                .isEqualTo(new Containers("from the request"));
        HttpServletRequest scrubbed =
                new ScrubbedHeaders(Set.of("X-Remote-User")).outOf(request(new LibraryRequest(container)), null);
        assertThat(scrubbed.getRequestDispatcher("/a")).isEqualTo(new Containers("from the request"));
        assertThat(request(request(new LibraryRequest(container))).getRequestDispatcher("/a"))
                .isEqualTo(new Containers("from the request"));
    }

    @Test
    @DisplayName("of several dispatchers of the container the outermost counts: it resolves paths after a forward")
    void forwardedRequest_resolvesItsOwnPaths() {
        async = true;
        HttpServletRequest forwarded = new HttpServletRequestWrapper(container) {
            @Override
            public RequestDispatcher getRequestDispatcher(String path) {
                return new Containers("from the forward");
            }
        };

        assertThat(request(new LibraryRequest(forwarded)).getRequestDispatcher("a"))
                .isEqualTo(new Containers("from the forward"));
    }

    @Test
    @DisplayName("before that, forwards and includes go through the library")
    void otherDispatch_getsTheLibrarys() {
        assertThat(request(new LibraryRequest(container)).getRequestDispatcher("/a"))
                .isInstanceOf(Librarys.class);
    }

    @Test
    void unknownPath_hasNoDispatcher() {
        async = true;

        assertThat(request(container).getRequestDispatcher("/missing")).isNull();
        assertThat(request(container).getRequestDispatcher("/a")).isEqualTo(new Containers("from the request"));
    }

    private static final class LibraryRequest extends HttpServletRequestWrapper {
        LibraryRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public RequestDispatcher getRequestDispatcher(String path) {
            return new Librarys(super.getRequestDispatcher(path));
        }
    }

    private record Librarys(RequestDispatcher inner) implements RequestDispatcher {
        @Override
        public void forward(ServletRequest request, ServletResponse response) {}

        @Override
        public void include(ServletRequest request, ServletResponse response) {}
    }

    private record Containers(String where) implements RequestDispatcher {
        @Override
        public void forward(ServletRequest request, ServletResponse response) {}

        @Override
        public void include(ServletRequest request, ServletResponse response) {}
    }
}
