package dev.saoma.filter.internal.settings;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether a secret is strong enough to derive a key from. Every visitor gets a value sealed with that key, in a cookie,
 * and can try guesses on it offline, so secrets that a person may have invented are refused. A text that passes is not proven
 * to be random: words of 32 characters pass.
 */
final class SecretStrength {
    static final int MIN_LENGTH = 32;
    private static final int MIN_DISTINCT = 8;

    private SecretStrength() {}

    /** Returns what makes the secret guessable, as the predicate of a sentence; empty if it passes. */
    static Optional<String> weakness(String secret) {
        if (secret.length() < MIN_LENGTH) {
            return Optional.of("is shorter than " + MIN_LENGTH + " characters");
        }
        if (distinct(secret) < MIN_DISTINCT) {
            return Optional.of("has fewer than " + MIN_DISTINCT + " different characters");
        }
        if (isRepetition(secret)) {
            return Optional.of("is a shorter text over and over");
        }
        // 0123456789abcdef…, the sample of many manuals, of ours too.
        return isMostlySequence(secret) ? Optional.of("is mostly letters or digits in their order") : Optional.empty();
    }

    private static int distinct(String secret) {
        Set<Character> letters = new HashSet<>();
        for (char letter : secret.toCharArray()) {
            letters.add(letter);
        }
        return letters.size();
    }

    private static boolean isRepetition(String secret) {
        for (int period = 1; period <= secret.length() / 2; period++) {
            if (secret.startsWith(secret.substring(period))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMostlySequence(String secret) {
        int up = 0;
        int down = 0;
        for (int i = 1; i < secret.length(); i++) {
            int step = secret.charAt(i) - secret.charAt(i - 1);
            up += step == 1 ? 1 : 0;
            down += step == -1 ? 1 : 0;
        }
        return Math.max(up, down) > secret.length() / 2;
    }
}
