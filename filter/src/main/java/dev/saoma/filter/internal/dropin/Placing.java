package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.settings.SettingsSources;
import dev.saoma.filter.internal.start.FrontPlace;
import dev.saoma.filter.internal.start.Refusal;
import jakarta.servlet.ServletContext;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One step of taking the filter's place behind the filters that replace sessions: they are called before the sign-in filter,
 * or the application and the filter would have a session each, which end at different times and belong to different users.
 *
 * <p>Whatever fails in it, the filter is registered first: it then refuses every request, and the start is stopped.
 */
final class Placing {
    private static final Logger LOG = FilterLog.logger();
    private static final String SETTING = "sessionFilters";

    private final ServletContext context;
    private final Map<String, String> settings;
    private final FrontPlace place;
    private @Nullable Throwable failure;

    /** @param settings init-params of the filter, if it is declared */
    Placing(ServletContext context, Map<String, String> settings) {
        this.context = Objects.requireNonNull(context, "context");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.place = FrontPlace.of(context);
    }

    /** Whether the container lets us choose the place of a filter that is mapped. */
    boolean isChosen() {
        return place.isChosen();
    }

    /** Whether filters that replace sessions have come since the last step. */
    boolean hasNewSessions() {
        boolean[] has = {false};
        attempt(() -> has[0] = place.hasNewSessions(named()));
        return has[0];
    }

    /** Does something that may fail, but must not keep the filter from being registered. */
    void attempt(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) { // whatever it is
            failure = failure == null ? e : failure;
        }
    }

    /**
     * Maps session filters before and after the sign-in filter. Of two filters that are put in front, some containers call
     * the later one first, as Jetty often does, and others the earlier, as Tomcat does.
     *
     * @param ours maps the sign-in filter
     * @param first whether it had no mapping in front before
     */
    void around(Runnable ours, boolean first) {
        mapSessions();
        ours.run();
        Set<String> placed = mapSessions();
        if (!placed.isEmpty() && (first || isChosen())) {
            place.isBehind(placed);
            LOG.log(Level.INFO, "Called before the sign-in filter, because they replace sessions: {0}", placed);
        }
    }

    private Set<String> mapSessions() {
        Set<String> placed = new LinkedHashSet<>();
        attempt(() -> placed.addAll(place.mapSessions(named())));
        return placed;
    }

    private Set<String> named() {
        return new SettingsSources(settings, context::getResourceAsStream).words(SETTING);
    }

    /**
     * Takes the place, and stops the start if that or anything before it has failed.
     *
     * @param beforeListeners whether no listener of the application has been called yet
     * @throws IllegalStateException saying what has failed, which has been logged
     */
    void finish(boolean beforeListeners) {
        attempt(() -> {
            place.take();
            place.keep(beforeListeners);
        });
        if (failure != null) {
            String mistake = "it could not take its place among the other filters: " + failure;
            String reason = "The Saoma sign-in filter cannot start: " + mistake;
            place.refuse(mistake);
            Refusal.because(reason, failure).log(context);
            throw new IllegalStateException(reason, failure);
        }
    }
}
