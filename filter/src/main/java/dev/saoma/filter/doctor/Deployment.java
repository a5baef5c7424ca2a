package dev.saoma.filter.doctor;

import dev.saoma.filter.finding.Finding;
import dev.saoma.filter.web.PathPatterns;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** How the container has been told to use the filter. Thread-safe. */
public final class Deployment {
    private static final String PACKAGE = "dev.saoma.filter.";
    private static final String DROP_IN = PACKAGE + "dropin.DropInFilter";
    private static final String FILTER = PACKAGE + "LoginFilter";
    /** Mark of the drop-in jar that it has added the other dispatches. */
    private static final String COVERED = "dev.saoma.filter.dropin";

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

    private final ServletContext context;
    private final String ownPath;
    private final boolean secure;

    /**
     * @param ownPath prefix of the filter's own addresses
     * @param secure whether browsers reach the application by https
     */
    public Deployment(ServletContext context, String ownPath, boolean secure) {
        this.context = Objects.requireNonNull(context, "context");
        this.ownPath = Objects.requireNonNull(ownPath, "ownPath");
        this.secure = secure;
    }

    /** Mappings: what is worth a line when the application starts. */
    public List<Finding> mappings() {
        List<Finding> found = new ArrayList<>();
        Collection<FilterRegistration> ours = ours();
        Set<String> patterns = new TreeSet<>();
        Set<String> servlets = new TreeSet<>();
        for (FilterRegistration registration : ours) {
            patterns.addAll(registration.getUrlPatternMappings());
            servlets.addAll(registration.getServletNameMappings());
        }
        if (patterns.contains("/*")) {
            found.add(Finding.ok("mapping.all"));
        } else if (!patterns.isEmpty() || !servlets.isEmpty()) {
            found.add(Finding.warning("mapping.part", listed(patterns, servlets)));
            if (!covers(patterns, ownPath + "/callback")) {
                found.add(Finding.problem("mapping.own", ownPath + "/*", listed(patterns, servlets)));
            }
        }
        if (overlap(ours)) {
            Set<String> names = new TreeSet<>();
            ours.forEach(registration -> names.add(registration.getName()));
            found.add(Finding.warning("mapping.twice", String.join(", ", names)));
        }
        return found;
    }

    private Collection<FilterRegistration> ours() {
        List<FilterRegistration> declared = new ArrayList<>();
        List<FilterRegistration> dropIn = new ArrayList<>();
        for (FilterRegistration registration : context.getFilterRegistrations().values()) {
            boolean mapped = !registration.getUrlPatternMappings().isEmpty()
                    || !registration.getServletNameMappings().isEmpty();
            if (mapped && FILTER.equals(registration.getClassName())) {
                declared.add(registration);
            } else if (mapped && DROP_IN.equals(registration.getClassName())) {
                dropIn.add(registration);
            }
        }
        return declared.isEmpty() ? dropIn : declared;
    }

    private static boolean covers(Set<String> patterns, String path) {
        Set<String> clean = new LinkedHashSet<>();
        for (String pattern : patterns) {
            if (!PathPatterns.mistakeOrWhole(pattern).isPresent()) {
                clean.add(pattern);
            }
        }
        return PathPatterns.orWhole(clean).matches(path);
    }

    private static boolean overlap(Collection<FilterRegistration> ours) {
        Set<String> seen = new LinkedHashSet<>();
        for (FilterRegistration registration : ours) {
            for (String pattern : new LinkedHashSet<>(registration.getUrlPatternMappings())) {
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

    /** Dispatches and other filters. */
    public List<Finding> surroundings() {
        List<Finding> found = new ArrayList<>();
        boolean covered = context.getAttribute(COVERED) != null
                || ours().stream().anyMatch(registration -> DROP_IN.equals(registration.getClassName()));
        found.add(covered ? Finding.ok("dispatch.all") : Finding.note("dispatch.unknown"));
        Set<String> others = authenticators();
        if (!others.isEmpty()) {
            found.add(Finding.warning("others.auth", String.join(", ", others)));
        }
        return found;
    }

    private Set<String> authenticators() {
        Set<String> names = new TreeSet<>();
        for (FilterRegistration registration : context.getFilterRegistrations().values()) {
            String type = String.valueOf(registration.getClassName());
            for (String prefix : AUTHENTICATORS) {
                if (type.startsWith(prefix)) {
                    names.add(registration.getName() + " (" + type + ")");
                }
            }
        }
        return names;
    }

    /**
     * The filters that are called before ours: those whose method is on the stack of a thread that is in ours.
     *
     * @param stack of a thread in our filter
     */
    public List<Finding> inFront(StackTraceElement[] stack) {
        Set<String> frames = new LinkedHashSet<>();
        boolean behind = false;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            boolean ours = FILTER.equals(type) || DROP_IN.equals(type);
            behind = behind || ours;
            if (behind && !ours && frame.getMethodName().startsWith("doFilter")) {
                frames.add(type);
            }
        }
        Set<String> names = new TreeSet<>();
        for (FilterRegistration registration : context.getFilterRegistrations().values()) {
            if (isOneOf(String.valueOf(registration.getClassName()), frames)) {
                names.add(registration.getName() + " (" + registration.getClassName() + ")");
            }
        }
        return names.isEmpty()
                ? Collections.singletonList(Finding.ok("front.none"))
                : Collections.singletonList(Finding.note("front.filters", String.join(", ", names)));
    }

    // The method may be inherited, and then the stack names the class that it is from.
    private boolean isOneOf(String type, Set<String> frames) {
        try {
            ClassLoader application = context.getClassLoader();
            // Embedded servers may know no class loader of the application.
            ClassLoader loader = application == null ? Thread.currentThread().getContextClassLoader() : application;
            for (Class<?> c = Class.forName(type, false, loader);
                    c != null && c != Object.class;
                    c = c.getSuperclass()) {
                if (frames.contains(c.getName())) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException | LinkageError | SecurityException e) {
            return frames.contains(type);
        }
    }

    /**
     * The container's own session cookie.
     *
     * @param seenSecure whether the container takes the request for https
     */
    public List<Finding> sessionCookie(boolean seenSecure) {
        List<Finding> found = new ArrayList<>();
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        if (cookie == null) {
            return found;
        }
        if (secure && !cookie.isSecure() && !seenSecure) {
            found.add(Finding.warning("session.secure"));
        }
        if (!secure && cookie.isSecure()) {
            found.add(Finding.problem("session.never"));
        }
        if (cookie.getDomain() != null) {
            found.add(Finding.warning("session.domain", cookie.getDomain()));
        }
        Set<SessionTrackingMode> modes = context.getEffectiveSessionTrackingModes();
        if (modes != null && modes.contains(SessionTrackingMode.URL)) {
            found.add(Finding.note("session.url"));
        }
        if (found.isEmpty()) {
            found.add(Finding.ok("session.ok"));
        }
        return found;
    }
}
