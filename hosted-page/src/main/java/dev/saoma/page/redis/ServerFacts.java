package dev.saoma.page.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server reports about itself.
 *
 * @see "Redis: INFO"
 */
final class ServerFacts {
    private static final int MAJOR = 6;
    private static final int MINOR = 2;

    private final Map<String, String> facts = new HashMap<>();

    private ServerFacts() {}

    /** Parses the response to INFO. */
    static ServerFacts of(String info) {
        ServerFacts facts = new ServerFacts();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                facts.facts.put(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return facts;
    }

    String runId() {
        return facts.getOrDefault("run_id", "");
    }

    /** Returns why the server is unsuitable; empty if it is suitable. */
    Optional<String> unfit() {
        String version = facts.getOrDefault("redis_version", "0.0");
        if (isOlder(version)) {
            return Optional.of("Redis 6.2 or later is needed for store.redis, and this is " + version + ".");
        }
        // The record of a used code must not be evicted before it expires; all our values have a lifetime anyway.
        String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        boolean limited = !facts.getOrDefault("maxmemory", "0").equals("0");
        if (limited && !policy.equals("noeviction")) {
            return Optional.of("Redis throws values away when its memory is full (maxmemory-policy " + policy
                    + "), and with them what says that a code was used. Set maxmemory-policy noeviction there.");
        }
        return Optional.empty();
    }

    private static boolean isOlder(String version) {
        String[] parts = version.split("\\.");
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return major < MAJOR || major == MAJOR && minor < MINOR;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
