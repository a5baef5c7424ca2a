package dev.saoma.filter.internal.start;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.util.Collections;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The place of the sign-in filter: behind the filters that replace sessions, and in front of all others. The drop-in jar takes
 * it. Initializers, listeners and servlets that run later may map filters in front of it by code, and so may the container, so
 * it is taken again: when the filter is initialised, or after the listeners where that is too late; and, where filters may come
 * while requests are served, before each request. Thread-safe.
 */
public final class FrontPlace {
    private static final String ATTRIBUTE = "dev.saoma.filter.front";
    private static final String FAILURE = "dev.saoma.filter.front.failure";

    private final ServletContext context;
    private final DeployedApplication application;
    private final @Nullable FilterOrder order;
    private final Set<String> certain = new HashSet<>();
    private Set<String> named = Collections.emptySet();
    private boolean listens;

    private FrontPlace(ServletContext context) {
        this.context = Objects.requireNonNull(context, "context");
        this.application = new DeployedApplication(context);
        this.order = FilterOrder.of(context).orElse(null);
    }

    /** Returns the place in an application, the same one each time if the container keeps attributes. */
    public static FrontPlace of(ServletContext context) {
        Object before = new DeployedApplication(context).attribute(ATTRIBUTE);
        if (before instanceof FrontPlace) {
            return (FrontPlace) before;
        }
        FrontPlace place = new FrontPlace(context);
        place.application.set(ATTRIBUTE, place);
        return place;
    }

    /** Whether the container shows the order of its filters and lets us change it. */
    public boolean isChosen() {
        return order != null;
    }

    /**
     * Maps the filters that replace sessions once more, in front of what is mapped already: they do their work once in a
     * request.
     *
     * @param names of such filters, beside those that are known to be
     * @return names of those that are mapped now
     */
    public synchronized Set<String> mapSessions(Set<String> names) {
        named = names;
        Set<String> placed = new LinkedHashSet<>();
        for (RegisteredFilter filter : sessions()) {
            filter.coverAlso(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
            placed.add(filter.name());
        }
        return placed;
    }

    /** Notes that these filters have been mapped before ours and after it, and so are called first by any container. */
    public synchronized void isBehind(Set<String> placed) {
        certain.addAll(placed);
    }

    /** Whether filters that replace sessions have come since they were mapped before ours. */
    public synchronized boolean hasNewSessions(Set<String> names) {
        named = names;
        return sessions().stream().anyMatch(filter -> !certain.contains(filter.name()));
    }

    private List<RegisteredFilter> sessions() {
        List<RegisteredFilter> sessions = application.sessionFilters(named);
        sessions.removeIf(filter -> filter.urlPatterns().isEmpty());
        return sessions;
    }

    private List<RegisteredFilter> ours() {
        List<RegisteredFilter> ours = application.filters();
        ours.removeIf(filter -> !filter.isMapped() || !(filter.isLoginFilter() || filter.isDropInFilter()));
        return ours;
    }

    /** Takes the place, where the container lets us choose it. */
    public synchronized void take() {
        if (order != null) {
            order.putInFront(names(sessions()), names(ours()));
        }
    }

    private static Set<String> names(List<RegisteredFilter> filters) {
        Set<String> names = new HashSet<>();
        filters.forEach(filter -> names.add(filter.name()));
        return names;
    }

    /**
     * Sees to it that the place is taken again where it may be lost after the filter has been initialised, or where that is
     * too late.
     *
     * @param beforeListeners whether the container still accepts listeners of its start
     */
    public synchronized void keep(boolean beforeListeners) {
        if (order == null || listens) {
            return;
        }
        if (order.changesLater()) {
            listens = listen(new BeforeRequests());
        } else if (order.initialisesLate()) {
            listens = beforeListeners && listen(new AfterListeners());
        }
    }

    private boolean listen(EventListener listener) {
        try {
            context.addListener(listener);
            return true;
        } catch (RuntimeException | Error e) {
            return false; // The place is as good as the container allows at the times that are left.
        }
    }

    /** Has every filter of ours refuse all requests when it is initialised. */
    public void refuse(String reason) {
        application.set(FAILURE, reason);
    }

    /**
     * Takes the place again when a filter of ours is initialised, if it has been taken before.
     *
     * @return why it could not be taken before
     */
    public static Optional<String> retake(ServletContext context) {
        DeployedApplication application = new DeployedApplication(context);
        Object failure = application.attribute(FAILURE);
        Object place = application.attribute(ATTRIBUTE);
        if (place instanceof FrontPlace) {
            ((FrontPlace) place).take();
        }
        return failure instanceof String ? Optional.of((String) failure) : Optional.empty();
    }

    /**
     * Whether the application has filters that replace sessions and may not be called first; a request shows whether they are.
     * False without the drop-in jar.
     */
    public static boolean isUncertain(ServletContext context) {
        Object found = new DeployedApplication(context).attribute(ATTRIBUTE);
        return found instanceof FrontPlace && ((FrontPlace) found).isUncertain();
    }

    private synchronized boolean isUncertain() {
        return order == null && hasNewSessions(named);
    }

    /** Called last: listeners that code adds are called after those of {@code web.xml}. */
    private final class AfterListeners implements ServletContextListener {
        // By the specification such a listener may not ask for filters. Undertow, meant here, checks the thread.
        @Override
        public void contextInitialized(ServletContextEvent event) {
            FutureTask<Void> taking = new FutureTask<>(FrontPlace.this::take, null);
            new Thread(taking, "saoma-filter-start").start();
            try {
                taking.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {}
    }

    /** Called before the container looks up which filters a request has. */
    private final class BeforeRequests implements ServletRequestListener {
        @Override
        public void requestInitialized(ServletRequestEvent event) {
            if (order != null && order.hasChanged()) {
                take();
            }
        }

        @Override
        public void requestDestroyed(ServletRequestEvent event) {}
    }
}
