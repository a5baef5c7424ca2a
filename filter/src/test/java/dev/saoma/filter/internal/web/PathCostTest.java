package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long address costs in proportion to its length, measured by what the thread allocates, not by a clock. */
class PathCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AccessRules rules = new AccessRules(
            new PathPatterns(Arrays.asList("/static/*", "/a/b/c/*", "/a/a/a/a/*", "*.gif", "/health")),
            PathPatterns.orWhole(Collections.singleton("/api/*")),
            new RoleRules(Map.of("/admin/*", Set.of("admin"), "/a/a/*", Set.of("clerk"), "*.do", Set.of("clerk"))));

    private static HttpServletRequest request(String uri, String dispatched) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PathCostTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURI" -> uri;
                    case "getContextPath" -> "";
                    case "getServletPath" -> dispatched;
                    case "getDispatcherType" -> DispatcherType.REQUEST;
                    case "isUserInRole" -> true;
                    default -> null;
                });
    }

    private long allocated(String piece, int length) {
        String uri = "/x" + piece.repeat(length / piece.length());
        HttpServletRequest request = request(uri, uri.replace("%61", "a").replaceAll(";[^/]*", ""));
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        Target target = Target.of(request, "/saoma/");
        boolean open = rules.isPublic(target, request);
        rules.permit(target, request);
        rules.isApi(request);
        ReturnPath.isSafe(uri);
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(open).isFalse();
        return bytes;
    }

    @ParameterizedTest
    @DisplayName("eight times the address allocates about eight times as much, and never its square")
    @ValueSource(strings = {"/a", "/a.css", "//", "/;a", "/%61", "/.", "a", ";a=b", ";jsessionid=1", "/%E4%B8%AD", "."})
    void longAddress_costsInProportion(String piece) {
        allocated(piece, 2000);
        long small = allocated(piece, 2000);
        long large = allocated(piece, 16_000);

        assertThat(large).isLessThan(12 * small + 4096);
    }
}
