package dev.saoma.page.settings;

import java.time.Duration;

/** Reads {@code session}. */
final class SessionReader {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private SessionReader() {}

    static SessionSettings read(Section section) {
        boolean enabled = Values.flag(section, "enabled", section.text("enabled"), true);
        Duration idle = Values.duration(section, "idle", section.text("idle"), SHORTEST, LONGEST)
                .orElse(Duration.ofHours(4));
        Duration lifetime = Values.duration(section, "lifetime", section.text("lifetime"), SHORTEST, LONGEST)
                .orElse(Duration.ofHours(12));
        if (section.has("idle") && idle.compareTo(lifetime) > 0) {
            section.mistake("idle", "is longer than the lifetime.", "Shorten it, or raise session.lifetime.");
        }
        section.close();
        return new SessionSettings(enabled, idle.compareTo(lifetime) < 0 ? idle : lifetime, lifetime);
    }
}
