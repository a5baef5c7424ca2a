package dev.saoma.filter.dropin;

import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.settings.SettingsSources;
import dev.saoma.filter.start.DeployedApplication;
import dev.saoma.filter.start.RegisteredFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Filters that put sessions of their own in the place of the container's. They are called before the sign-in filter, or the
 * application and the filter would have a session each, which end at different times and belong to different users.
 */
final class SessionFilters {
    private static final Logger LOG = Logger.getLogger(LoginFilter.class.getName());
    private static final String SETTING = "sessionFilters";
    /** The name that Spring's documentation and its initializer give to a DelegatingFilterProxy. */
    private static final String SPRING_NAME = "springSessionRepositoryFilter";

    private static final String[] CLASSES = {
        "org.springframework.session.web.http.SessionRepositoryFilter", "com.hazelcast.web.WebFilter"
    };

    private SessionFilters() {}

    /**
     * Maps them once more, in front of what is mapped already: they do their work once in a request. Those that do nothing
     * but replace sessions are known; others are named by the setting {@code sessionFilters}.
     *
     * @return whether there are any
     */
    static boolean putInFront(ServletContext context, Map<String, String> initParameters) {
        Set<String> named = new SettingsSources(initParameters, context::getResourceAsStream).words(SETTING);
        Set<String> placed = new LinkedHashSet<>();
        DeployedApplication application = new DeployedApplication(context);
        for (RegisteredFilter filter : application.filters()) {
            boolean replaces = named.contains(filter.name()) || isKnown(filter, application.classLoader());
            if (replaces && !filter.urlPatterns().isEmpty()) {
                filter.coverAlso(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
                placed.add(filter.name());
            }
        }
        if (!placed.isEmpty()) {
            LOG.log(Level.INFO, "Called before the sign-in filter, because they replace sessions: {0}", placed);
        }
        return !placed.isEmpty();
    }

    private static boolean isKnown(RegisteredFilter filter, @Nullable ClassLoader loader) {
        if (SPRING_NAME.equals(filter.name())) {
            return true;
        }
        try {
            Class<?> type = Class.forName(filter.className(), false, loader);
            for (; type != null; type = type.getSuperclass()) {
                for (String known : CLASSES) {
                    if (known.equals(type.getName())) {
                        return true;
                    }
                }
            }
            return false;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return false; // The container reports a filter that it cannot load.
        }
    }
}
