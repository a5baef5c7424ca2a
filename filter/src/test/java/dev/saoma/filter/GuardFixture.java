package dev.saoma.filter;

import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.support.Visitor;
import dev.saoma.filter.test.TestProvider;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A filter in memory, an application with public paths and a role, and a browser in front of them. */
abstract class GuardFixture {
    final TestClock clock = new TestClock();
    final Map<String, String> settings = new HashMap<>();
    UserMapping mapping = UserMapping.user("zhang.san").role("clerk");
    TestProvider provider;
    Visitor visitor;

    @BeforeEach
    final void start() throws Exception {
        provider = new TestProvider(clock);
        settings.putAll(Map.of(
                "issuer",
                provider.issuer(),
                "clientId",
                TestProvider.CLIENT_ID,
                "clientSecret",
                TestProvider.CLIENT_SECRET,
                "cookieKey",
                TestProvider.COOKIE_KEY,
                "appUrl",
                Visitor.APP,
                "publicPaths",
                "/public/*",
                "roles",
                "/admin/* = admin",
                "noStore",
                "true",
                "scrubHeaders",
                "X-Role"));
        settings.putAll(more());
        visitor = new Visitor(settings, clock, user -> mapping);
    }

    @AfterEach
    final void stop() {
        visitor.close();
        provider.close();
    }

    final String token() {
        return "Bearer " + provider.bearerToken(Map.of());
    }

    /** Returns additional settings. */
    Map<String, String> more() {
        return Map.of();
    }
}
