package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.internal.settings.SettingsSources;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.RegisteredFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Filters that replace the container's sessions with their own. They must be called before the sign-in filter: otherwise the
 * application and the filter would each have a session, ending at different times and belonging to different users.
 */
final class SessionFilters {
    private static final String SETTING = "sessionFilters";

    private SessionFilters() {}

    /**
     * Maps them once more, in front of what is mapped already: they do their work once per request. Those that do nothing but
     * replace sessions are known; others are named by the setting {@code sessionFilters}.
     *
     * @return names of those that are mapped now
     */
    static Set<String> putInFront(ServletContext context, Map<String, String> initParameters) {
        Set<String> named = new SettingsSources(initParameters, context::getResourceAsStream).words(SETTING);
        Set<String> placed = new LinkedHashSet<>();
        for (RegisteredFilter filter : new DeployedApplication(context).sessionFilters(named)) {
            if (!filter.urlPatterns().isEmpty()) {
                filter.coverAlso(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
                placed.add(filter.name());
            }
        }
        return placed;
    }
}
