package dev.saoma.page.settings;

import java.time.Duration;

/**
 * The setting {@code session}: page sessions, with which the next application needs a click and no scan.
 *
 * @param enabled whether there are page sessions
 * @param idle time without a sign-in after which a session ends
 * @param lifetime the longest lifetime of a session
 */
public record SessionSettings(boolean enabled, Duration idle, Duration lifetime) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Reads {@code session}. */
    static SessionSettings read(Section section) {
        boolean enabled = Values.flag(section, "enabled", true);
        Duration idle = Values.duration(section, "idle", Duration.ofHours(4), SHORTEST, LONGEST);
        Duration lifetime = Values.duration(section, "lifetime", Duration.ofHours(12), SHORTEST, LONGEST);
        if (section.has("idle") && idle.compareTo(lifetime) > 0) {
            section.mistake("idle", "is longer than the lifetime.", "Shorten it, or raise session.lifetime.");
        }
        section.close();
        return new SessionSettings(enabled, idle.compareTo(lifetime) < 0 ? idle : lifetime, lifetime);
    }
}
