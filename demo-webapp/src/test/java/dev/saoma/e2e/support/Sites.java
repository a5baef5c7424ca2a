package dev.saoma.e2e.support;

import dev.saoma.demo.DemoSite;
import dev.saoma.demo.DemoSiteBuilder;
import dev.saoma.sandbox.model.SandboxTimings;
import java.nio.file.Path;
import java.time.Duration;

/** The demonstration as the browser tests start it. */
public final class Sites {
    /** A poll that begins before its page has loaded delays the page's load event until the poll is answered. */
    private static final Duration POLL = Duration.ofMillis(300);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The same timeout as a setting of a filter that is started beside a demonstration. */
    public static final String PROVIDER_TIMEOUT = PATIENCE.toString();

    private Sites() {}

    /**
     * Returns a builder with free ports, a WeChat whose pages do not pause between polls, and timeouts for a busy machine.
     */
    public static DemoSiteBuilder quick() {
        return quick(war());
    }

    /** Returns the same with another WAR. */
    public static DemoSiteBuilder quick(Path war) {
        return DemoSite.of(war)
                .timings(SandboxTimings.quick().withHold(POLL))
                .filterSetting("providerTimeout", PROVIDER_TIMEOUT)
                .databaseTimeout(PATIENCE);
    }

    /** Returns the packed WAR that the build created. */
    public static Path war() {
        String war = System.getProperty("saoma.demo.war");
        if (war == null) {
            throw new IllegalStateException(
                    "saoma.demo.war must name the packed WAR; `mvn verify` sets it, in an IDE run `mvn package` first and"
                            + " pass -Dsaoma.demo.war=demo-webapp/target/….war");
        }
        return Path.of(war);
    }
}
