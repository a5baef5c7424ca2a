package dev.saoma.filter.internal.start;

import dev.saoma.filter.internal.log.FilterLog;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import java.util.EnumSet;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Maps the filter to dispatches for which a container uses its own request, without our user: asynchronous dispatches and error
 * pages. Most deployment descriptors name neither.
 */
public final class Dispatches {
    private static final Logger LOG = FilterLog.logger();

    private Dispatches() {}

    public static void cover(FilterConfig config, DeployedApplication application) {
        String reason;
        try {
            // The drop-in jar has mapped the filter to every dispatch. A further mapping in front would precede the
            // filters that it has put first.
            if (application.hasAttribute(RegisteredFilter.DROP_IN_NAME)
                    || String.valueOf(config.getFilterName()).startsWith(RegisteredFilter.DROP_IN_NAME)) {
                return;
            }
            Optional<RegisteredFilter> registered = application.filter(config.getFilterName());
            if (registered.isPresent()) {
                registered.get().coverAlso(EnumSet.of(DispatcherType.ASYNC, DispatcherType.ERROR));
                return;
            }
            reason = "it does not know the filter";
        } catch (RuntimeException | Error e) {
            reason = e.getClass().getSimpleName();
        }
        LOG.log(
                Level.INFO,
                "This container takes no mappings at this time ({0}). For the user to be known in error pages and"
                        + " asynchronous dispatches, map the filter in web.xml to the dispatchers REQUEST, ASYNC and ERROR.",
                reason);
    }
}
