package dev.saoma.filter;

import dev.saoma.filter.internal.http.OutboundLimits;
import java.time.Clock;

/** Makes filters by the constructors that only this package sees: with a clock and limits of a test's own. */
public final class FilterUnderTest {
    private FilterUnderTest() {}

    /** A filter that reads its settings from its init parameters. */
    public static LoginFilter create(Clock clock, OutboundLimits limits) {
        return new LoginFilter(null, clock, limits);
    }

    /** A filter with given settings and the limits that follow from them. */
    public static LoginFilter create(FilterSettings settings, UserMapper mapper, Clock clock) {
        return new LoginFilter(settings, mapper, null, clock, null);
    }
}
