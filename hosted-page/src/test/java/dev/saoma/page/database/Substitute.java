package dev.saoma.page.database;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Reports clearly if a real server is not available; with {@code -Dsaoma.require=postgresql,mariadb} that is a failure. */
final class Substitute {
    private Substitute() {}

    /** Skips the test, or fails it if the build requires the server. */
    static void orSkip(String server, boolean found) {
        if (found) {
            return;
        }
        List<String> required =
                Arrays.asList(System.getProperty("saoma.require", "").split(","));
        if (required.contains(server)) {
            throw new AssertionError(server + " is required here and not installed");
        }
        System.err.println("SKIPPED: no " + server + " on this machine, H2 alone stood in for it. Install it with your"
                + " system's package manager.");
        Assumptions.abort(server + " is not installed");
    }
}
