package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The results of reading the settings other than their values: mistakes, warnings, and the existing keys, for the reference
 * in {@code docs}.
 */
final class Findings {
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Map<Fact, String>> keys = new LinkedHashMap<>();

    private final Map<String, Map<String, Integer>> homes = new LinkedHashMap<>();
    private final Map<String, List<Stored>> unusable = new LinkedHashMap<>();

    /** A fact about a key, for the reference. */
    enum Fact {
        /** The key is required, and has no default. */
        REQUIRED,
        /** The default. */
        DEFAULT,
        /** The lowest value. */
        FROM,
        /** The highest value. */
        TO,
        /** The greatest number of characters, or of entries. */
        MOST,
        /** The allowed words, separated by blanks. */
        CHOICES
    }

    /** Returns the mistakes so far. */
    List<Mistake> mistakes() {
        return mistakes;
    }

    /** Returns the warnings so far. */
    List<String> warnings() {
        return warnings;
    }

    /** Returns the keys that were read, such as {@code applications[].name}, in the order of reading. */
    Map<String, Map<Fact, String>> keys() {
        return Collections.unmodifiableMap(keys);
    }

    /** Returns the line in the file of each object, such as {@code applications.crm}, by pool. */
    Map<String, Map<String, Integer>> homes() {
        return homes;
    }

    /** Records the line in the file of a pool's object; 0 if it is in the environment. */
    void home(String pool, String object, int line) {
        homes.computeIfAbsent(pool, name -> new LinkedHashMap<>()).putIfAbsent(object, line);
    }

    /** Returns the line of an object; empty if it is not in the file. */
    Optional<Integer> home(String pool, String object) {
        return Optional.ofNullable(homes.getOrDefault(pool, Map.of()).get(object));
    }

    /** Returns the stored objects with mistakes, by pool. */
    Map<String, List<Stored>> unusable() {
        return unusable;
    }

    /** Reads an object of a pool's database, and records whether it has mistakes. */
    <T> T stored(String pool, Stored stored, Supplier<T> reading) {
        int before = mistakes.size();
        T read = reading.get();
        if (mistakes.size() > before) {
            unusable.computeIfAbsent(pool, name -> new ArrayList<>()).add(stored);
        }
        return read;
    }

    /** Records that the key exists. */
    void key(String path) {
        keys.computeIfAbsent(INDEX.matcher(path).replaceAll("[]"), key -> new EnumMap<>(Fact.class));
    }

    /** Records a fact about the key. */
    void fact(String path, Fact fact, Object value) {
        key(path);
        keys.get(INDEX.matcher(path).replaceAll("[]")).put(fact, String.valueOf(value));
    }
}
