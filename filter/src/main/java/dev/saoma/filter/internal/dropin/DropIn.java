package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.InvalidSettingsException;
import dev.saoma.filter.LoginFilter;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers the filter in front of an application, once, by whichever callback the container calls first. */
final class DropIn {
    private static final String NAME = RegisteredFilter.DROP_IN_NAME;
    private static final String AFTER_SESSIONS = NAME + ".afterSessions";
    private static final String CALLED = NAME + ".called";

    private DropIn() {}

    /**
     * Registers the filter, or widens the mapping of one that is declared, and takes its place in front of all others.
     *
     * @param initializer whether the caller is an initializer
     * @throws IllegalStateException if the container does not take the filter, or does not give it its place: the
     *     application must not start
     */
    // Jetty 12 calls initializers before it has read the filters of web.xml, so a later call may find what an earlier
    // one did not.
    static void install(ServletContext context, boolean initializer) {
        DeployedApplication application = new DeployedApplication(context);
        application.mark(CALLED);
        List<RegisteredFilter> declared = declared(application);
        Map<String, String> settings =
                declared.isEmpty() ? Collections.emptyMap() : declared.get(0).initParameters();
        Placing placing = new Placing(context, settings);
        if (!declared.isEmpty()) {
            boolean first = !application.hasAttribute(NAME);
            if (first || placing.hasNewSessions()) {
                application.mark(NAME);
                placing.around(() -> declared.forEach(filter -> placing.attempt(filter::coverEveryDispatch)), first);
            }
        } else if (!isMapped(application, NAME)) {
            placing.around(() -> protectAll(context, NAME), true);
        } else if (placing.hasNewSessions()) {
            // Mappings cannot be moved in every container: there a second filter comes after the session filter, and
            // the first steps aside.
            boolean second = !placing.isChosen() && !isMapped(application, AFTER_SESSIONS);
            placing.around(second ? () -> protectAll(context, AFTER_SESSIONS) : () -> {}, second);
        }
        placing.finish(initializer);
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
                && !descriptor.declaresClass(RegisteredFilter.LOGIN_FILTER)
                && !application.hasAttribute(CALLED)) {
            String reason =
                    "The Saoma sign-in filter cannot start: <absolute-ordering> in web.xml hides its jar from the container"
                            + " – add <name>dev_saoma_filter</name> there as the first entry, or declare"
                            + " dev.saoma.filter.LoginFilter in web.xml";
            Refusal.because(reason, null).logOfStart(context);
            throw new IllegalStateException(reason);
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
                .filter(RegisteredFilter::isLoginFilter)
                .filter(RegisteredFilter::isMapped)
                .collect(Collectors.toList());
    }

    private static void protectAll(ServletContext context, String name) {
        try {
            FilterRegistration.Dynamic added = context.addFilter(name, DropInFilter.class);
            if (added != null) {
                // In front of the filters in web.xml: many old frameworks are filters that respond themselves.
                added.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                RegisteredFilter.supportAsync(added);
                return;
            }
        } catch (RuntimeException | Error e) {
            throw unprotected("the container takes no filter: " + e, e, context);
        }
        throw unprotected("another filter is named " + name + ", or the container takes none", null, context);
    }

    private static IllegalStateException unprotected(String why, @Nullable Throwable cause, ServletContext context) {
        String reason = "The Saoma sign-in filter cannot protect this application: " + why
                + ". Declare dev.saoma.filter.LoginFilter in web.xml.";
        Refusal.because(reason, cause).logOfStart(context);
        return new IllegalStateException(reason, cause);
    }
}
