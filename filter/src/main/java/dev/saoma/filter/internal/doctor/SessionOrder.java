package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.RegisteredFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that filters which replace the container's sessions are called before the sign-in filter. Otherwise the application's
 * session outlives a sign-out and passes to the next user. Thread-safe.
 */
public final class SessionOrder {
    private static final String SPRING = "org.springframework.session.web.http.SessionRepositoryFilter";

    private final DeployedApplication application;
    private final Set<String> named;

    /** @param named by the setting {@code sessionFilters} */
    public SessionOrder(DeployedApplication application, Set<String> named) {
        this.application = Objects.requireNonNull(application, "application");
        this.named = Objects.requireNonNull(named, "named");
    }

    private List<RegisteredFilter> all() {
        return application.sessionFilters(named);
    }

    /** Returns the names of the filters that replace sessions. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        all().forEach(filter -> names.add(filter.name()));
        return names;
    }

    /** Whether the application has a filter that replaces sessions. */
    public boolean exist() {
        return !all().isEmpty();
    }

    /** Returns the findings from settings and {@code web.xml}, before any request. */
    public List<Finding> declared() {
        List<Finding> found = new ArrayList<>();
        Set<String> registered = new TreeSet<>();
        application.filters().forEach(filter -> registered.add(filter.name()));
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(registered);
        // A container that lists no filters at all does not list this one either.
        if (!unknown.isEmpty() && !registered.isEmpty()) {
            found.add(Finding.warning("sessions.unknown", String.join(", ", unknown), String.join(", ", registered)));
        }
        if (!application.hasAttribute(RegisteredFilter.DROP_IN_NAME)) {
            add(found, behindInWebXml());
        }
        return found;
    }

    private Set<String> behindInWebXml() {
        List<String> order = application.descriptor().mappedToUrls();
        int ours = Integer.MAX_VALUE;
        for (RegisteredFilter filter : application.filters()) {
            int place = order.indexOf(filter.name());
            if (filter.isLoginFilter() && place >= 0) {
                ours = Math.min(ours, place);
            }
        }
        Set<String> behind = new TreeSet<>();
        for (RegisteredFilter filter : all()) {
            if (order.indexOf(filter.name()) > ours) {
                behind.add(filter.name());
            }
        }
        return behind;
    }

    /** Whether a client's request for this path of the application reveals the order. */
    public boolean showsAt(String path) {
        return all().stream().anyMatch(filter -> Deployment.covers(filter.urlPatterns(), path));
    }

    /** Returns the findings from such a request. */
    public List<Finding> called(String path, CallStack stack) {
        Set<String> behind = new TreeSet<>();
        for (RegisteredFilter filter : all()) {
            if (Deployment.covers(filter.urlPatterns(), path) && !isInFront(filter, stack)) {
                behind.add(filter.name());
            }
        }
        List<Finding> found = new ArrayList<>();
        add(found, behind);
        if (behind.isEmpty() && showsAt(path)) {
            found.add(Finding.ok("sessions.front", String.join(", ", names())));
        }
        return found;
    }

    private static void add(List<Finding> found, Set<String> behind) {
        if (!behind.isEmpty()) {
            found.add(Finding.warning("sessions.behind", String.join(", ", behind)));
        }
    }

    // Several filters may be a DelegatingFilterProxy: the class that it calls identifies Spring Session's.
    private boolean isInFront(RegisteredFilter filter, CallStack stack) {
        boolean springs = !named.contains(filter.name()) && filter.className().contains("DelegatingFilterProxy");
        return springs ? stack.has(SPRING) : stack.has(filter, application.classLoader());
    }
}
