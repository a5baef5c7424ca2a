package dev.saoma.filter.internal.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Something that a check has found. Immutable. */
public final class Finding {
    /** How much it matters, least first. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Worth knowing. */
        NOTE,
        /** Works, but should be changed. */
        WARNING,
        /** Some or all users cannot sign in, or something is not protected. */
        PROBLEM
    }

    private final Level level;
    private final String key;
    private final List<String> values;

    private Finding(Level level, String key, List<String> values) {
        this.level = Objects.requireNonNull(level, "level");
        this.key = Objects.requireNonNull(key, "key");
        this.values = values;
    }

    /** A finding whose words stand under a key, with values to fill in. */
    public static Finding of(Level level, String key, Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(String.valueOf(value));
        }
        return new Finding(level, key, Collections.unmodifiableList(texts));
    }

    public static Finding ok(String key, Object... values) {
        return of(Level.OK, key, values);
    }

    public static Finding note(String key, Object... values) {
        return of(Level.NOTE, key, values);
    }

    public static Finding warning(String key, Object... values) {
        return of(Level.WARNING, key, values);
    }

    public static Finding problem(String key, Object... values) {
        return of(Level.PROBLEM, key, values);
    }

    /** How much it matters. */
    public Level level() {
        return level;
    }

    /** Key of its words. */
    public String key() {
        return key;
    }

    /** What is filled in. Unmodifiable. May hold foreign text. */
    public List<String> values() {
        return values;
    }

    @Override
    public String toString() {
        return level + " " + key + " " + Arrays.toString(values.toArray());
    }
}
