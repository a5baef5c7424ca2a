package dev.saoma.filter.doctor;

import dev.saoma.filter.finding.Finding;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How a request arrives, compared with the address that the settings say. Immutable. */
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

    /** Scheme, host, port and context path as the container sees them. */
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
        found.add(request.isAsyncSupported() ? Finding.ok("async.ok") : Finding.warning("async.off"));
        return found;
    }

    private static String origin(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean standard = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + request.getServerName() + (standard ? "" : ":" + port);
    }
}
