package dev.saoma.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets the filter see what a container dispatches with its own request again, which knows no user of ours: asynchronous
 * dispatches and error pages. Most deployment descriptors name neither.
 */
final class Dispatches {
    private static final Logger LOG = Logger.getLogger(LoginFilter.class.getName());

    private Dispatches() {}

    static void cover(FilterConfig config) {
        try {
            FilterRegistration registration = config.getServletContext().getFilterRegistration(config.getFilterName());
            Collection<String> patterns = registration.getUrlPatternMappings();
            Collection<String> servlets = registration.getServletNameMappings();
            EnumSet<DispatcherType> types = EnumSet.of(DispatcherType.ASYNC, DispatcherType.ERROR);
            if (!patterns.isEmpty()) {
                registration.addMappingForUrlPatterns(types, false, patterns.toArray(new String[0]));
            }
            if (!servlets.isEmpty()) {
                registration.addMappingForServletNames(types, false, servlets.toArray(new String[0]));
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.INFO,
                    "This container takes no mappings at this time ({0}). For the user to be known in error pages and"
                            + " asynchronous dispatches, map the filter in web.xml to the dispatchers REQUEST, ASYNC and ERROR.",
                    e.getClass().getSimpleName());
        }
    }
}
