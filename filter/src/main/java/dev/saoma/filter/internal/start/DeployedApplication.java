package dev.saoma.filter.internal.start;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An application as its container describes it. Containers answer some questions with null, or with an exception that
 * depends on the time at which they are asked; here the answer is then empty. Thread-safe if the container is.
 */
public final class DeployedApplication {
    private final ServletContext context;

    public DeployedApplication(ServletContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /** All filters that the container says it has. */
    public List<RegisteredFilter> filters() {
        List<RegisteredFilter> filters = new ArrayList<>();
        Map<String, ? extends FilterRegistration> all = orNull(context::getFilterRegistrations);
        if (all != null) {
            all.forEach((name, registration) -> {
                if (registration != null) {
                    String ownName = name == null ? orNull(registration::getName) : name;
                    filters.add(new RegisteredFilter(String.valueOf(ownName), registration));
                }
            });
        }
        return filters;
    }

    /** One filter, if the container knows it. */
    public Optional<RegisteredFilter> filter(@Nullable String name) {
        FilterRegistration found = name == null ? null : orNull(() -> context.getFilterRegistration(name));
        return found == null ? Optional.empty() : Optional.of(new RegisteredFilter(String.valueOf(name), found));
    }

    /**
     * Filters that put sessions of their own in the place of the container's: those of known libraries, and those that are
     * named.
     */
    public List<RegisteredFilter> sessionFilters(Set<String> named) {
        ClassLoader loader = classLoader();
        List<RegisteredFilter> replacing = new ArrayList<>();
        for (RegisteredFilter filter : filters()) {
            if (named.contains(filter.name()) || SessionLibraries.own(filter, loader)) {
                replacing.add(filter);
            }
        }
        return replacing;
    }

    public boolean hasAttribute(String name) {
        return orNull(() -> context.getAttribute(name)) != null;
    }

    /** A file of the application; null if there is none or the container does not give it. */
    public @Nullable InputStream resource(String path) {
        return orNull(() -> context.getResourceAsStream(path));
    }

    /** What {@code WEB-INF/web.xml} says, as far as the filter needs it. */
    public Descriptor descriptor() {
        return Descriptor.read(resource("/WEB-INF/web.xml"));
    }

    /** Class loader of the application; null in embedded servers that know none. */
    public @Nullable ClassLoader classLoader() {
        return orNull(context::getClassLoader);
    }

    /** The container's name and version. */
    public String server() {
        return String.valueOf(orNull(context::getServerInfo));
    }

    /** Version of the servlet specification that the container implements, such as {@code 3.1}; {@code 0.0} if unknown. */
    public String servletVersion() {
        Integer major = orNull(context::getMajorVersion);
        Integer minor = orNull(context::getMinorVersion);
        return (major == null ? 0 : major) + "." + (minor == null ? 0 : minor);
    }

    /** Settings of the container's session cookie; null if the container does not say. */
    public @Nullable SessionCookieConfig sessionCookie() {
        return orNull(context::getSessionCookieConfig);
    }

    /** How the container keeps sessions; empty if it does not say. */
    public Set<SessionTrackingMode> sessionTracking() {
        Set<SessionTrackingMode> modes = orNull(context::getEffectiveSessionTrackingModes);
        return modes == null ? Collections.emptySet() : new HashSet<>(modes);
    }

    static <T> @Nullable T orNull(Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (RuntimeException | LinkageError e) {
            // UnsupportedOperationException and IllegalStateException of the specification, NullPointerException of
            // a container, AbstractMethodError of one that is older than the question.
            return null;
        }
    }
}
