package dev.saoma.filter.internal.start;

import dev.saoma.filter.internal.web.ApplicationFiles;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An application as its container describes it. Containers return null for some properties, or throw an exception that depends
 * on the time of the call; here the result is then empty. Thread-safe if the container is.
 */
public final class DeployedApplication implements ApplicationFiles {
    private final @Nullable ServletContext context;

    /** @param context null if the container provides none */
    public DeployedApplication(@Nullable ServletContext context) {
        this.context = context;
    }

    /** Returns the application that a request is dispatched to. */
    public static DeployedApplication of(HttpServletRequest request) {
        return new DeployedApplication(orNull(request, HttpServletRequest::getServletContext));
    }

    /** Returns all filters that the container reports. */
    public List<RegisteredFilter> filters() {
        List<RegisteredFilter> filters = new ArrayList<>();
        Map<String, ? extends FilterRegistration> all = ask(ServletContext::getFilterRegistrations);
        if (all != null) {
            all.forEach((name, registration) -> {
                if (registration != null) {
                    String ownName = name == null ? orNull(registration, FilterRegistration::getName) : name;
                    filters.add(new RegisteredFilter(String.valueOf(ownName), registration));
                }
            });
        }
        return filters;
    }

    /** Finds a filter, if the container reports it. */
    public Optional<RegisteredFilter> filter(@Nullable String name) {
        FilterRegistration found = name == null ? null : ask(context -> context.getFilterRegistration(name));
        return found == null ? Optional.empty() : Optional.of(new RegisteredFilter(String.valueOf(name), found));
    }

    /**
     * Returns the filters that replace the container's sessions: those of known libraries, and those that are named.
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
        return attribute(name) != null;
    }

    @Nullable
    Object attribute(String name) {
        return ask(context -> context.getAttribute(name));
    }

    @Override
    public Set<String> servletMappings() {
        Set<String> all = new LinkedHashSet<>();
        Map<String, ? extends ServletRegistration> servlets = ask(ServletContext::getServletRegistrations);
        if (servlets != null) {
            for (@Nullable ServletRegistration servlet : servlets.values()) {
                Collection<String> mappings =
                        servlet == null ? null : orNull(servlet, ServletRegistration::getMappings);
                if (mappings != null) {
                    all.addAll(mappings);
                }
            }
        }
        return all;
    }

    @Override
    public boolean hasFile(String path) {
        return ask(context -> {
                    try {
                        return context.getResource(path);
                    } catch (MalformedURLException e) {
                        return null;
                    }
                })
                != null;
    }

    /** Sets an attribute to true, if the container takes it. */
    public void mark(String name) {
        set(name, Boolean.TRUE);
    }

    void set(String name, Object value) {
        ask(context -> {
            context.setAttribute(name, value);
            return null;
        });
    }

    /** Opens a file of the application; null if there is none or the container does not provide it. */
    public @Nullable InputStream resource(String path) {
        return ask(context -> context.getResourceAsStream(path));
    }

    /** Returns the content of {@code WEB-INF/web.xml}, as far as the filter needs it. */
    public Descriptor descriptor() {
        return Descriptor.read(resource("/WEB-INF/web.xml"));
    }

    /** Returns the class loader of the application; null in embedded servers without one. */
    public @Nullable ClassLoader classLoader() {
        return ask(ServletContext::getClassLoader);
    }

    /** Returns the container's name and version. */
    public String server() {
        return String.valueOf(ask(ServletContext::getServerInfo));
    }

    /**
     * Returns the version of the servlet specification that the container implements, such as {@code 3.1}; {@code 0.0} if
     * unknown.
     */
    public String servletVersion() {
        Integer major = ask(ServletContext::getMajorVersion);
        Integer minor = ask(ServletContext::getMinorVersion);
        return (major == null ? 0 : major) + "." + (minor == null ? 0 : minor);
    }

    /** Returns the settings of the container's session cookie; null if unknown. */
    public @Nullable SessionCookie sessionCookie() {
        SessionCookieConfig config = ask(ServletContext::getSessionCookieConfig);
        return config == null ? null : new SessionCookie(config);
    }

    /** Returns how the container tracks sessions; empty if unknown. */
    public Set<SessionTrackingMode> sessionTracking() {
        Set<SessionTrackingMode> modes = ask(ServletContext::getEffectiveSessionTrackingModes);
        return modes == null ? Collections.emptySet() : new HashSet<>(modes);
    }

    private <T> @Nullable T ask(Function<ServletContext, @Nullable T> question) {
        return context == null ? null : orNull(context, question);
    }

    /** Returns what an object of the container answers; null if it throws an exception. */
    public static <S, T> @Nullable T orNull(S object, Function<S, @Nullable T> question) {
        try {
            return question.apply(object);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // UnsupportedOperationException and IllegalStateException by the specification, NullPointerException of a
            // container, AbstractMethodError of one that is older than the method.
            return null;
        }
    }
}
