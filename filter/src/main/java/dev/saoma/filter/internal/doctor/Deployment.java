package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.Descriptor;
import dev.saoma.filter.internal.start.RegisteredFilter;
import dev.saoma.filter.internal.start.SessionCookie;
import dev.saoma.filter.internal.web.PathPatterns;
import jakarta.servlet.SessionTrackingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Checks how the container has been configured to use the filter. Thread-safe. */
public final class Deployment {
    private static final String[] AUTHENTICATORS = {
        "org.springframework.security.",
        "org.springframework.web.filter.DelegatingFilterProxy",
        "org.pac4j.",
        "org.apereo.cas.client.",
        "org.jasig.cas.client.",
        "org.keycloak.adapters.",
        "org.apache.shiro.",
        "cn.dev33.satoken.",
        "org.mitre.openid.",
        "waffle.servlet."
    };

    private final DeployedApplication application;
    private final String ownPath;
    private final boolean secure;

    /**
     * @param ownPath prefix of the filter's own addresses
     * @param secure whether browsers reach the application by https
     */
    public Deployment(DeployedApplication application, String ownPath, boolean secure) {
        this.application = Objects.requireNonNull(application, "application");
        this.ownPath = Objects.requireNonNull(ownPath, "ownPath");
        this.secure = secure;
    }

    /** Checks mappings; the findings are logged when the application starts. */
    public List<Finding> mappings() {
        List<Finding> found = new ArrayList<>();
        Collection<RegisteredFilter> ours = ours();
        Set<String> patterns = new TreeSet<>();
        Set<String> servlets = new TreeSet<>();
        for (RegisteredFilter registration : ours) {
            patterns.addAll(registration.urlPatterns());
            servlets.addAll(registration.servletNames());
        }
        if (patterns.contains("/*")) {
            found.add(Finding.ok("mapping.all"));
        } else if (!patterns.isEmpty() || !servlets.isEmpty()) {
            found.add(Finding.warning("mapping.part", listed(patterns, servlets)));
            if (!covers(patterns, ownPath + "/callback")) {
                found.add(Finding.problem("mapping.own", ownPath + "/*", listed(patterns, servlets)));
            }
        }
        // The drop-in jar's own filters step aside for one another.
        if (overlap(ours) && ours.stream().noneMatch(RegisteredFilter::isDropInFilter)) {
            Set<String> names = new TreeSet<>();
            ours.forEach(registration -> names.add(registration.name()));
            found.add(Finding.warning("mapping.twice", String.join(", ", names)));
        }
        return found;
    }

    private Collection<RegisteredFilter> ours() {
        List<RegisteredFilter> declared = new ArrayList<>();
        List<RegisteredFilter> dropIn = new ArrayList<>();
        for (RegisteredFilter registration : application.filters()) {
            boolean mapped = registration.isMapped();
            if (mapped && registration.isLoginFilter()) {
                declared.add(registration);
            } else if (mapped && registration.isDropInFilter()) {
                dropIn.add(registration);
            }
        }
        return declared.isEmpty() ? dropIn : declared;
    }

    static boolean covers(Set<String> patterns, String path) {
        Set<String> clean = new LinkedHashSet<>();
        for (String pattern : patterns) {
            if (!PathPatterns.mistakeOrWhole(pattern).isPresent()) {
                clean.add(pattern);
            }
        }
        return PathPatterns.orWhole(clean).matches(path);
    }

    private static boolean overlap(Collection<RegisteredFilter> ours) {
        Set<String> seen = new LinkedHashSet<>();
        for (RegisteredFilter registration : ours) {
            for (String pattern : new LinkedHashSet<>(registration.urlPatterns())) {
                if (!seen.add(pattern)) {
                    return true;
                }
            }
        }
        return seen.contains("/*") && ours.size() > 1;
    }

    private static String listed(Set<String> patterns, Set<String> servlets) {
        Set<String> all = new LinkedHashSet<>(patterns);
        servlets.forEach(name -> all.add("servlet " + name));
        return String.join(", ", all);
    }

    /**
     * Checks for what prevents sign-ins, or is called before the filter; the findings are logged when the application starts.
     */
    public List<Finding> obstacles() {
        List<Finding> found = new ArrayList<>();
        Set<SessionTrackingMode> modes = application.sessionTracking();
        if (modes.equals(EnumSet.of(SessionTrackingMode.URL))) {
            found.add(Finding.problem("session.urlOnly"));
        } else if (modes.contains(SessionTrackingMode.URL)) {
            found.add(Finding.note("session.url"));
        }
        Descriptor descriptor = application.descriptor();
        if (descriptor.hasContainerSignIn()) {
            found.add(Finding.warning("container.auth"));
        }
        if (descriptor.hidesDropIn()) {
            found.add(Finding.warning("ordering.hides"));
        }
        return found;
    }

    /** Checks dispatches and other filters. */
    public List<Finding> surroundings() {
        List<Finding> found = new ArrayList<>();
        boolean covered = application.hasAttribute(RegisteredFilter.DROP_IN_NAME)
                || ours().stream().anyMatch(RegisteredFilter::isDropInFilter);
        found.add(covered ? Finding.ok("dispatch.all") : Finding.note("dispatch.unknown"));
        Set<String> others = authenticators();
        if (!others.isEmpty()) {
            found.add(Finding.warning("others.auth", String.join(", ", others)));
        }
        return found;
    }

    private Set<String> authenticators() {
        Set<String> names = new TreeSet<>();
        for (RegisteredFilter registration : application.filters()) {
            String type = registration.className();
            for (String prefix : AUTHENTICATORS) {
                if (type.startsWith(prefix)) {
                    names.add(registration.name() + " (" + type + ")");
                }
            }
        }
        return names;
    }

    /**
     * Checks the filters that are called before ours, apart from those that must be.
     *
     * @param sessions filters that replace sessions
     */
    public List<Finding> inFront(CallStack stack, SessionOrder sessions) {
        Set<String> allowed = sessions.names();
        Set<String> names = new TreeSet<>();
        for (RegisteredFilter registration : application.filters()) {
            if (!allowed.contains(registration.name()) && stack.has(registration, application.classLoader())) {
                names.add(registration.name() + " (" + registration.className() + ")");
            }
        }
        return names.isEmpty()
                ? Collections.singletonList(Finding.ok("front.none"))
                : Collections.singletonList(Finding.note("front.filters", String.join(", ", names)));
    }

    /**
     * Checks the container's session cookie.
     *
     * @param seenSecure whether the container takes the request for https
     */
    public List<Finding> sessionCookie(boolean seenSecure) {
        List<Finding> found = new ArrayList<>();
        SessionCookie cookie = application.sessionCookie();
        if (cookie == null) {
            return found;
        }
        if (secure && !cookie.isSecure() && !seenSecure) {
            found.add(Finding.warning("session.secure"));
        }
        if (!secure && cookie.isSecure()) {
            found.add(Finding.problem("session.never"));
        }
        if (cookie.isSameSiteStrict()) {
            found.add(Finding.warning("session.strict"));
        }
        if (cookie.domain() != null) {
            found.add(Finding.warning("session.domain", cookie.domain()));
        }
        if (found.isEmpty()) {
            found.add(Finding.ok("session.ok"));
        }
        return found;
    }
}
