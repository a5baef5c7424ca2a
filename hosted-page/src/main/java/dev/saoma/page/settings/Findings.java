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

/** What reading the settings finds out: mistakes, warnings, and which keys exist, for the reference in {@code docs}. */
final class Findings {
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Map<Fact, String>> keys = new LinkedHashMap<>();

    private final Map<String, Map<String, Integer>> homes = new LinkedHashMap<>();
    private final Map<String, List<Stored>> unusable = new LinkedHashMap<>();

    /** What the code knows of a key beside its meaning. */
    enum Fact {
        /** There is no default. */
        REQUIRED,
        /** The value that holds where none is written. */
        DEFAULT,
        /** The lowest value. */
        FROM,
        /** The highest value. */
        TO,
        /** The greatest number of characters, or of entries. */
        MOST,
        /** The words to choose from, with blanks between. */
        CHOICES
    }

    /** The mistakes so far. */
    List<Mistake> mistakes() {
        return mistakes;
    }

    /** The warnings so far. */
    List<String> warnings() {
        return warnings;
    }

    /** The keys that were asked for, such as {@code applications[].name}, in the order of reading. */
    Map<String, Map<Fact, String>> keys() {
        return Collections.unmodifiableMap(keys);
    }

    /** The line in the file of each object, such as {@code applications.crm}, by pool. */
    Map<String, Map<String, Integer>> homes() {
        return homes;
    }

    /** Notes that an object of a pool is in the file, at that line; 0 where it is in the environment. */
    void home(String pool, String object, int line) {
        homes.computeIfAbsent(pool, name -> new LinkedHashMap<>()).putIfAbsent(object, line);
    }

    /** The line of that object; empty where it is not in the file. */
    Optional<Integer> home(String pool, String object) {
        return Optional.ofNullable(homes.getOrDefault(pool, Map.of()).get(object));
    }

    /** The objects of a database that mistakes were found in, by pool. */
    Map<String, List<Stored>> unusable() {
        return unusable;
    }

    /** Reads an object of a pool's database, and notes whether that found mistakes. */
    <T> T stored(String pool, Stored stored, Supplier<T> reading) {
        int before = mistakes.size();
        T read = reading.get();
        if (mistakes.size() > before) {
            unusable.computeIfAbsent(pool, name -> new ArrayList<>()).add(stored);
        }
        return read;
    }

    /** Notes that the key at that place exists. */
    void key(String path) {
        keys.computeIfAbsent(INDEX.matcher(path).replaceAll("[]"), key -> new EnumMap<>(Fact.class));
    }

    /** Notes what the code knows of the key at that place. */
    void fact(String path, Fact fact, Object value) {
        key(path);
        keys.get(INDEX.matcher(path).replaceAll("[]")).put(fact, String.valueOf(value));
    }
}
