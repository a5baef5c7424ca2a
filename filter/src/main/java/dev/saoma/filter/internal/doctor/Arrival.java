package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares how a request arrives with the address in the settings. Immutable. */
public final class Arrival {
    private static final String[] FORWARDING = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix"
    };

    private final String appUrl;
    private final String appOrigin;

    /** @param appOrigin scheme, host and port of the address */
    public Arrival(String appUrl, String appOrigin) {
        this.appUrl = Objects.requireNonNull(appUrl, "appUrl");
        this.appOrigin = Objects.requireNonNull(appOrigin, "appOrigin");
    }

    /** Checks scheme, host, port and context path as the container sees them. */
    public List<Finding> look(HttpServletRequest request) {
        List<Finding> found = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (String name : FORWARDING) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.add(name + ": " + value);
            }
        }
        String origin = origin(request);
        String context = request.getContextPath();
        if (origin.equals(appOrigin) && appUrl.equals(appOrigin + context)) {
            found.add(Finding.ok("seen.ok", appUrl));
        } else if (!origin.equals(appOrigin)) {
            found.add(
                    headers.isEmpty()
                            ? Finding.warning("seen.differs", origin + context, appUrl)
                            : Finding.warning("seen.proxy", origin + context, appUrl, String.join("; ", headers)));
        }
        if (!appUrl.equals(appOrigin + context)) {
            found.add(Finding.warning("seen.context", context, appUrl));
        }
        String user = request.getRemoteUser();
        if (user != null) {
            found.add(Finding.warning("container.user", user, request.getAuthType()));
        }
        found.add(request.isAsyncSupported() ? Finding.ok("async.ok") : Finding.warning("async.off"));
        return found;
    }

    /** Returns the path under which browsers reach the application, with a slash at the end. */
    public String browsersPath() {
        return appUrl.substring(appOrigin.length()) + "/";
    }

    /**
     * Returns the path of the container's session cookie if browsers do not send it to the application; usually null.
     */
    public @Nullable String foreignCookiePath(HttpServletRequest request) {
        SessionCookie cookie = DeployedApplication.of(request).sessionCookie();
        String configured = cookie == null ? null : cookie.path();
        String path = configured == null || configured.isEmpty() ? request.getContextPath() : configured;
        // RFC 6265, 5.1.4.
        boolean sent = path.isEmpty() || browsersPath().startsWith(path.endsWith("/") ? path : path + "/");
        return sent || !path.matches("/[\\x21-\\x3a\\x3c-\\x7e]*") ? null : path;
    }

    private static String origin(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean standard = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + request.getServerName() + (standard ? "" : ":" + port);
    }
}
