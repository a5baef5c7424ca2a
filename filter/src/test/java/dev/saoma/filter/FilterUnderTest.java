package dev.saoma.filter;

import dev.saoma.filter.internal.http.OutboundLimits;
import java.time.Clock;
import java.time.Duration;

/** Creates filters by the constructors that only this package sees: with a clock and limits of the test's own. */
public final class FilterUnderTest {
    public static final OutboundLimits PATIENT = OutboundLimits.within(Duration.ofMinutes(1));

    private FilterUnderTest() {}

    /** Creates a filter that reads its settings from its init parameters. */
    public static LoginFilter create(Clock clock, OutboundLimits limits) {
        return new LoginFilter(null, clock, limits);
    }

    /** Creates a filter with given settings that waits for its provider as long as a busy machine needs. */
    public static LoginFilter create(FilterSettings settings, UserMapper mapper, Clock clock) {
        return new LoginFilter(settings, mapper, null, clock, PATIENT);
    }
}
