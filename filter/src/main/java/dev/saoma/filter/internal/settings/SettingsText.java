package dev.saoma.filter.internal.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings as text, references resolved, and the list of mistakes found in them so far. White space around a value is
 * dropped, because a web.xml is often indented; nothing else is changed.
 */
final class SettingsText {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:{}]*):([^{}]*)}");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> mistakenKeys = new HashSet<>();
    private final Collection<String> knownKeys;
    private final References references;
    private String lookedAt = "";

    SettingsText(Collection<String> knownKeys, References references) {
        this.knownKeys = knownKeys;
        this.references = references;
    }

    SettingsText(Map<String, String> raw, Collection<String> knownKeys, References references) {
        this(knownKeys, references);
        raw.forEach((key, value) -> put(key, "", value));
    }

    /** @param place where the value is from, for messages; may be empty */
    void put(String key, String place, String value) {
        places.put(key, place);
        if (!knownKeys.contains(key)) {
            mistake(key, "no such setting", "did you mean " + nearest(key, knownKeys) + "?");
        }
        String resolved = resolve(key, value);
        if (resolved != null && isClean(key, resolved)) {
            values.put(key, resolved);
        }
    }

    /** Whether the key has a value, even an invalid one. */
    boolean has(String key) {
        return places.containsKey(key);
    }

    /** Whether any key has a value. */
    boolean hasAny() {
        return !places.isEmpty();
    }

    /** Records a place that has been searched, for the message about a missing setting. */
    void lookedAt(String place) {
        lookedAt = place;
    }

    String lookedAt() {
        return lookedAt;
    }

    void mistake(String key, String why, String fix) {
        String place = places.getOrDefault(key, "");
        mistakes.add(key + (place.isEmpty() ? "" : " (" + place + ")") + ": " + why + " – " + fix);
        mistakenKeys.add(key);
    }

    List<String> mistakes() {
        return mistakes;
    }

    @Nullable
    String optional(String key) {
        return values.get(key);
    }

    /** Whether a mistake has been recorded for a key: its value must not be used, nor reported again. */
    boolean hasMistake(String key) {
        return mistakenKeys.contains(key);
    }

    private @Nullable String resolve(String key, String raw) {
        Matcher matcher = REFERENCE.matcher(raw.trim());
        StringBuffer out = new StringBuffer();
        while (matcher.find()) {
            String value = lookUp(key, matcher.group(1), matcher.group(2));
            if (value == null) {
                return null;
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(out).toString();
    }

    private @Nullable String lookUp(String key, String kind, String name) {
        String reference = "${" + kind + ":" + name + "}";
        try {
            Optional<String> value = references.find(kind, name);
            if (value.isPresent()) {
                return value.get();
            }
            mistake(key, reference + " has no value", "define it for this process, or write the value here");
        } catch (IllegalArgumentException e) {
            mistake(key, reference + ": " + e.getMessage(), "check the reference");
        }
        return null;
    }

    private boolean isClean(String key, String value) {
        if (value.isEmpty()) {
            mistake(key, "is empty", "give it a value or remove it");
            return false;
        }
        char first = value.charAt(0);
        if (value.length() > 1 && (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first) {
            mistake(key, "is written in quotation marks", "remove them");
            return false;
        }
        if (value.contains("${")) {
            mistake(
                    key,
                    "holds an unfinished reference",
                    "write ${env:NAME}, ${file:/path}, ${sys:name} or ${jndi:name}");
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean layout = c == '\n' || c == '\r' || c == '\t';
            boolean list = Setting.isList(key);
            int type = Character.getType(c);
            if ((type == Character.CONTROL && !(layout && list)) || type == Character.FORMAT) {
                mistake(key, String.format("holds the invisible character U+%04X", (int) c), "type the value again");
                return false;
            }
        }
        return true;
    }

    private static String nearest(String key, Collection<String> knownKeys) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String known : new TreeSet<>(knownKeys)) {
            int distance = distance(key.toLowerCase(java.util.Locale.ROOT), known.toLowerCase(java.util.Locale.ROOT));
            if (distance < bestDistance) {
                best = known;
                bestDistance = distance;
            }
        }
        return best;
    }

    // Levenshtein.
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
