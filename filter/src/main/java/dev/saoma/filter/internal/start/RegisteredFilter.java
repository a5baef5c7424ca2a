package dev.saoma.filter.internal.start;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter of the application as the container describes it; where the container returns null or throws an exception, the
 * result is empty. Open Liberty, for one, returns null where a filter is mapped to no servlet.
 */
public final class RegisteredFilter {
    /** The class of the sign-in filter; by name, because this package must not know it. */
    public static final String LOGIN_FILTER = "dev.saoma.filter.LoginFilter";
    /** The class of the filter that the drop-in jar registers. */
    public static final String DROP_IN_FILTER = "dev.saoma.filter.internal.dropin.DropInFilter";
    /** The name under which it does so, and an attribute that marks an application in which it has. */
    public static final String DROP_IN_NAME = "dev.saoma.filter.dropin";

    private final String name;
    private final FilterRegistration registration;

    RegisteredFilter(String name, FilterRegistration registration) {
        this.name = Objects.requireNonNull(name, "name");
        this.registration = Objects.requireNonNull(registration, "registration");
    }

    public String name() {
        return name;
    }

    /** Returns the name of its class; empty if unknown. */
    public String className() {
        String type = DeployedApplication.orNull(registration, FilterRegistration::getClassName);
        return type == null ? "" : type;
    }

    public boolean isLoginFilter() {
        return LOGIN_FILTER.equals(className());
    }

    public boolean isDropInFilter() {
        return DROP_IN_FILTER.equals(className());
    }

    /** Returns the URL patterns that it is mapped to; unmodifiable. */
    public Set<String> urlPatterns() {
        return copy(DeployedApplication.orNull(registration, FilterRegistration::getUrlPatternMappings));
    }

    /** Returns the names of the servlets that it is mapped to; unmodifiable. */
    public Set<String> servletNames() {
        return copy(DeployedApplication.orNull(registration, FilterRegistration::getServletNameMappings));
    }

    public boolean isMapped() {
        return !urlPatterns().isEmpty() || !servletNames().isEmpty();
    }

    /** Returns the init-params of the deployment descriptor; unmodifiable. */
    public Map<String, String> initParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, String> given = DeployedApplication.orNull(registration, FilterRegistration::getInitParameters);
        if (given != null) {
            given.forEach((key, value) -> {
                if (key != null && value != null) {
                    parameters.put(key, value);
                }
            });
        }
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * Maps the filter, where it is mapped already, to more kinds of dispatches.
     *
     * @throws RuntimeException if the container no longer accepts mappings
     */
    public void coverAlso(EnumSet<DispatcherType> types) {
        Set<String> patterns = urlPatterns();
        if (!patterns.isEmpty()) {
            registration.addMappingForUrlPatterns(types, false, patterns.toArray(new String[0]));
        }
        Set<String> servlets = servletNames();
        if (!servlets.isEmpty()) {
            registration.addMappingForServletNames(types, false, servlets.toArray(new String[0]));
        }
    }

    /**
     * Maps the filter to every kind of dispatch, with asynchronous requests. Without this an error page does not know the
     * user, and a public page could forward to a protected one. The request itself is among them: containers put filters that
     * answer by themselves in front of declared ones.
     *
     * @throws RuntimeException if the container no longer accepts mappings
     */
    public void coverEveryDispatch() {
        supportAsync();
        coverAlso(EnumSet.allOf(DispatcherType.class));
    }

    private void supportAsync() {
        if (registration instanceof FilterRegistration.Dynamic) {
            supportAsync((FilterRegistration.Dynamic) registration);
        }
    }

    /** Enables asynchronous requests, if the container still allows it. */
    public static void supportAsync(FilterRegistration.Dynamic registration) {
        DeployedApplication.orNull(registration, filter -> {
            filter.setAsyncSupported(true);
            return null;
        });
    }

    private static Set<String> copy(@Nullable Iterable<String> all) {
        Set<String> copy = new LinkedHashSet<>();
        if (all != null) {
            for (String each : all) {
                if (each != null) {
                    copy.add(each);
                }
            }
        }
        return Collections.unmodifiableSet(copy);
    }
}
