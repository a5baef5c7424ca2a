package dev.saoma.page.settings;

import java.time.Duration;

/**
 * Whether and how long the page remembers who signed in, so that the next application needs a click and no scan.
 *
 * @param enabled whether it does at all; yes by default
 * @param idle how long without a sign-in until it forgets; four hours by default
 * @param lifetime how long at most; twelve hours by default
 */
public record SessionSettings(boolean enabled, Duration idle, Duration lifetime) {}
