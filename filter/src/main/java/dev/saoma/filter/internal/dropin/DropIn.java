package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.InvalidSettingsException;
import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.settings.Settings;
import dev.saoma.filter.internal.settings.SettingsSources;
import dev.saoma.filter.internal.start.ContainerCheck;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.Descriptor;
import dev.saoma.filter.internal.start.Refusal;
import dev.saoma.filter.internal.start.RegisteredFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers the filter in front of an application, once, by whichever callback the container calls first. */
final class DropIn {
    private static final Logger LOG = FilterLog.logger();
    private static final String NAME = "dev.saoma.filter.dropin";
    private static final String AFTER_SESSIONS = "dev.saoma.filter.dropin.afterSessions";
    private static final String CALLED = "dev.saoma.filter.dropin.called";

    private DropIn() {}

    /**
     * Registers the filter, or widens the mapping of one that is declared.
     *
     * @throws IllegalStateException if the container does not take the filter: the application must not start
     */
    // Jetty 12 calls initializers before it has read the filters of web.xml, so a later call may find what an earlier
    // one did not.
    static void install(ServletContext context) {
        context.setAttribute(CALLED, Boolean.TRUE);
        DeployedApplication application = new DeployedApplication(context);
        List<RegisteredFilter> declared = declared(application);
        if (!declared.isEmpty() && !application.hasAttribute(NAME)) {
            context.setAttribute(NAME, Boolean.TRUE);
            putInFront(context, declared.get(0).initParameters(), () -> declared.forEach(DropIn::coverEveryDispatch));
        } else if (declared.isEmpty() && !isMapped(application, NAME)) {
            if (putInFront(context, Collections.emptyMap(), () -> protectAll(context, NAME))) {
                context.setAttribute(AFTER_SESSIONS, Boolean.TRUE);
            }
        } else if (declared.isEmpty()
                && !application.hasAttribute(AFTER_SESSIONS)
                && !SessionFilters.putInFront(context, Collections.emptyMap()).isEmpty()) {
            // Mappings cannot be moved: a second filter comes after the session filter, and the first steps aside.
            context.setAttribute(AFTER_SESSIONS, Boolean.TRUE);
            putInFront(context, Collections.emptyMap(), () -> protectAll(context, AFTER_SESSIONS));
        }
    }

    // Of two filters that are put in front, Jetty often calls the later one first and Tomcat the earlier: so session
    // filters are put there both before and after ours. They do their work once per request.
    private static boolean putInFront(ServletContext context, Map<String, String> settings, Runnable ours) {
        boolean sessions = !SessionFilters.putInFront(context, settings).isEmpty();
        ours.run();
        Set<String> placed = sessions ? SessionFilters.putInFront(context, settings) : Collections.emptySet();
        if (!placed.isEmpty()) {
            LOG.log(Level.INFO, "Called before the sign-in filter, because they replace sessions: {0}", placed);
        }
        return !placed.isEmpty();
    }

    private static boolean isMapped(DeployedApplication application, String name) {
        return application.filter(name).filter(RegisteredFilter::isMapped).isPresent();
    }

    /** Whether another filter of ours, behind a session filter, takes the place of this one. */
    static boolean isReplaced(FilterConfig config) {
        return NAME.equals(config.getFilterName())
                && isMapped(new DeployedApplication(config.getServletContext()), AFTER_SESSIONS);
    }

    /**
     * Checks the container, and the settings that can be known before filters are initialised: those of a filter in
     * {@code web.xml}, and the drop-in's own if there are any. The filter is registered by then and refuses every request if
     * this fails; here a fault also stops the deployment in most containers.
     *
     * @throws IllegalStateException listing what to correct, which has been logged
     */
    static void judge(ServletContext context) {
        DeployedApplication application = new DeployedApplication(context);
        ContainerCheck.mistake(application)
                .ifPresent(mistake -> stop("The Saoma sign-in filter cannot start: " + mistake, context));
        List<RegisteredFilter> declared = declared(application);
        for (RegisteredFilter filter : declared) {
            // A filter registered by code may have been given its settings by code.
            if (application.descriptor().declares(filter.name())) {
                judge(filter.initParameters(), context);
            }
        }
        // Without any settings, code may still register a LoginFilter later.
        if (declared.isEmpty() && sources(Collections.emptyMap(), context).hasAny()) {
            judge(Collections.emptyMap(), context);
        }
    }

    /**
     * Stops the start of an application whose {@code <absolute-ordering>} keeps the container from calling us.
     *
     * @throws IllegalStateException stating what to add, which has been logged
     */
    static void checkOrdering(ServletContext context) {
        DeployedApplication application = new DeployedApplication(context);
        Descriptor descriptor = application.descriptor();
        if (descriptor.hidesDropIn()
                && !descriptor.declaresClass(LoginFilter.class.getName())
                && !application.hasAttribute(CALLED)) {
            stop(
                    "The Saoma sign-in filter cannot start: <absolute-ordering> in web.xml hides its jar from the container"
                            + " – add <name>dev_saoma_filter</name> there as the first entry, or declare"
                            + " dev.saoma.filter.LoginFilter in web.xml",
                    context);
        }
    }

    private static void judge(Map<String, String> initParameters, ServletContext context) {
        try {
            Settings.of(sources(initParameters, context));
        } catch (InvalidSettingsException e) {
            stop(String.valueOf(e.getMessage()), context);
        }
    }

    private static SettingsSources sources(Map<String, String> initParameters, ServletContext context) {
        return new SettingsSources(initParameters, context::getResourceAsStream);
    }

    private static void stop(String reason, ServletContext context) {
        Refusal.because(reason, null).log(context);
        throw new IllegalStateException(reason);
    }

    /**
     * Returns the application's own mapped {@link LoginFilter}s. One without a mapping protects nothing and does not count.
     */
    static List<RegisteredFilter> declared(DeployedApplication application) {
        return application.filters().stream()
                .filter(filter -> LoginFilter.class.getName().equals(filter.className()))
                .filter(RegisteredFilter::isMapped)
                .collect(Collectors.toList());
    }

    private static void protectAll(ServletContext context, String name) {
        try {
            FilterRegistration.Dynamic added = context.addFilter(name, DropInFilter.class);
            if (added != null) {
                added.setAsyncSupported(true);
                // In front of the filters in web.xml: many old frameworks are filters that respond themselves.
                added.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                return;
            }
        } catch (RuntimeException e) {
            throw unprotected("the container takes no filter: " + e, e, context);
        }
        throw unprotected("another filter is named " + name + ", or the container takes none", null, context);
    }

    private static IllegalStateException unprotected(
            String why, @Nullable RuntimeException cause, ServletContext context) {
        String reason = "The Saoma sign-in filter cannot protect this application: " + why
                + ". Declare dev.saoma.filter.LoginFilter in web.xml.";
        Refusal.because(reason, cause).log(context);
        return new IllegalStateException(reason, cause);
    }

    // Without this an error page does not know the user, and a public page could forward to a protected one. REQUEST is
    // included: containers put filters that respond themselves in front of declared ones.
    private static void coverEveryDispatch(RegisteredFilter filter) {
        filter.supportAsync();
        filter.coverAlso(EnumSet.allOf(DispatcherType.class));
    }
}
