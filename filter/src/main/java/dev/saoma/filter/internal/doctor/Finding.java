package dev.saoma.filter.internal.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The result of a check. Immutable. */
public final class Finding {
    /** The severity of a finding, lowest first. */
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

    /** Creates a finding with the key of its text, and values to fill in. */
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

    /** Returns the severity. */
    public Level level() {
        return level;
    }

    /** Returns the key of its text. */
    public String key() {
        return key;
    }

    /** Returns the values to fill in; unmodifiable. They may contain foreign text. */
    public List<String> values() {
        return values;
    }

    @Override
    public String toString() {
        return level + " " + key + " " + Arrays.toString(values.toArray());
    }
}
