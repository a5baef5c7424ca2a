package dev.saoma.filter.internal.start;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Checks whether the filter can run in a container. */
public final class ContainerCheck {
    private ContainerCheck() {}

    /** Returns what is wrong with the container, with the fix; usually empty. */
    public static Optional<String> mistake(DeployedApplication application) {
        String version = application.servletVersion();
        boolean old = version.matches("[12]\\..*|3\\.0") || !changesSessionIds();
        return old
                ? Optional.of("it needs Servlet 3.1, and this container (" + application.server() + ") has Servlet "
                        + version + " – use Tomcat 8.5, Jetty 9.4 or another container of Servlet 3.1 or later")
                : Optional.empty();
    }

    // New in Servlet 3.1: the classes count too, whatever version the container states.
    private static boolean changesSessionIds() {
        try {
            HttpServletRequest.class.getMethod("changeSessionId");
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
