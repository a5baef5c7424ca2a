package dev.saoma.filter.dropin;

import dev.saoma.filter.LoginFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the filter in front of an application, once, whichever way the container calls us first. */
final class DropIn {
    private static final String NAME = "dev.saoma.filter.dropin";

    private DropIn() {}

    // Jetty 12 calls initializers before it has read the filters of web.xml, so a later call may find what an earlier
    // did not.
    static void install(ServletContext context) {
        List<FilterRegistration> declared = declared(context);
        if (!declared.isEmpty() && context.getAttribute(NAME) == null) {
            context.setAttribute(NAME, Boolean.TRUE);
            declared.forEach(DropIn::coverEveryDispatch);
        } else if (declared.isEmpty() && context.getFilterRegistration(NAME) == null) {
            protectAll(context);
        }
    }

    /** Mappings of {@link LoginFilter} by the application itself. One that is not mapped protects nothing and does not count. */
    static List<FilterRegistration> declared(ServletContext context) {
        return context.getFilterRegistrations().values().stream()
                .filter(registration -> LoginFilter.class.getName().equals(registration.getClassName()))
                .filter(registration -> !registration.getUrlPatternMappings().isEmpty()
                        || !registration.getServletNameMappings().isEmpty())
                .collect(Collectors.toList());
    }

    private static void protectAll(ServletContext context) {
        FilterRegistration.Dynamic added = context.addFilter(NAME, DropInFilter.class);
        if (added == null) {
            throw new IllegalStateException("another filter is named " + NAME);
        }
        added.setAsyncSupported(true);
        // In front of those of web.xml: many old frameworks are filters that answer by themselves.
        added.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }

    // Without this an error page does not know the user, and a public page could forward to a protected one.
    private static void coverEveryDispatch(FilterRegistration registration) {
        if (registration instanceof FilterRegistration.Dynamic) {
            ((FilterRegistration.Dynamic) registration).setAsyncSupported(true);
        }
        EnumSet<DispatcherType> others = EnumSet.allOf(DispatcherType.class);
        Collection<String> patterns = registration.getUrlPatternMappings();
        if (!patterns.isEmpty()) {
            registration.addMappingForUrlPatterns(others, false, patterns.toArray(new String[0]));
        }
        Collection<String> servlets = registration.getServletNameMappings();
        if (!servlets.isEmpty()) {
            registration.addMappingForServletNames(others, false, servlets.toArray(new String[0]));
        }
    }
}
