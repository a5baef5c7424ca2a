package dev.saoma.page.console.content;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredApplication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Converts between the fields of an application's form, its settings and its YAML. */
public final class ApplicationForm {
    /** Fields with one value per line. */
    private static final List<String> LINES = List.of("redirectUris", "postLogoutRedirectUris", "origins");
    /** Fields with values separated by blanks. */
    private static final List<String> WORDS = List.of("admission.roles", "claims", "responseModes");

    private static final List<String> TEXTS = List.of(
            "name",
            "backChannelLogoutUri",
            "homeUri",
            "admission.people",
            "requirePkce",
            "idTokenAlgorithm",
            "idTokenLifetime",
            "authingSdk");

    /** Keys of the console's texts for mistakes, by a part of the settings reader's message. */
    private static final Map<String, String> WORDING = wording();

    private ApplicationForm() {}

    /** The kind of a new application. */
    public enum Kind {
        /** A web application that the filter protects: its URIs are derived from its address. */
        WAR,
        /** A page whose scripts sign users in: a public client. */
        PAGE,
        /** Any application with its own OpenID Connect library. */
        LIBRARY
    }

    private static Map<String, String> wording() {
        Map<String, String> wording = new LinkedHashMap<>();
        wording.put("is missing", "missing");
        wording.put("is not 1 to 64 of", "clientId");
        wording.put("is in the settings file", "twice");
        wording.put("is the console's own id", "console");
        wording.put("longer than", "long");
        wording.put("is too long", "long");
        wording.put("wildcards do not exist", "wildcard");
        wording.put("holds a fragment", "fragment");
        wording.put("holds a user name", "user");
        wording.put("plain http on a loopback", "loopback");
        wording.put("is plain http", "http");
        wording.put("does not begin with https", "scheme");
        wording.put("has a path with", "path");
        wording.put("is not an origin", "origin");
        wording.put("is not a URL", "url");
        wording.put("holds the character", "character");
        wording.put("ends with a dot", "dot");
        wording.put("host name", "host");
        wording.put("port that does not exist", "port");
        wording.put("duration", "duration");
        wording.put("out of range", "duration");
        wording.put("that is not a role name", "role");
        return wording;
    }

    /** Converts form fields to settings; {@code field} returns the content of a field. */
    public static Map<String, List<String>> values(Function<String, Optional<String>> field) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        TEXTS.forEach(key -> field.apply(key).ifPresent(text -> values.put(key, List.of(text))));
        LINES.forEach(key -> field.apply(key).ifPresent(text -> values.put(key, split(text, "\\R"))));
        WORDS.forEach(key -> field.apply(key).ifPresent(text -> values.put(key, split(text, "[\\s,，]+"))));
        return values;
    }

    private static List<String> split(String text, String by) {
        return Arrays.stream(text.split(by))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** Converts form fields of a new application of that kind to settings. */
    public static Map<String, List<String>> values(Kind kind, Function<String, Optional<String>> field) {
        Map<String, List<String>> values = values(field);
        switch (kind) {
            case WAR -> {
                String url = field.apply("appUrl").orElse("").replaceAll("/+$", "");
                if (!url.isEmpty()) {
                    values.put("redirectUris", List.of(url + "/saoma/callback"));
                    values.put("postLogoutRedirectUris", List.of(url + "/saoma/signed-out"));
                    values.put("backChannelLogoutUri", List.of(url + "/saoma/backchannel-logout"));
                }
            }
            case PAGE -> values.put(StoredApplication.PUBLIC, List.of("true"));
            case LIBRARY ->
                field.apply(StoredApplication.PUBLIC)
                        .ifPresent(open -> values.put(StoredApplication.PUBLIC, List.of("true")));
        }
        return values;
    }

    /** Converts settings to the contents of fields. */
    public static Map<String, String> fields(Map<String, List<String>> values) {
        Map<String, String> fields = new LinkedHashMap<>();
        TEXTS.forEach(key -> fields.put(key, String.join("", values.getOrDefault(key, List.of()))));
        LINES.forEach(key -> fields.put(key, String.join("\n", values.getOrDefault(key, List.of()))));
        WORDS.forEach(key -> fields.put(key, String.join(" ", values.getOrDefault(key, List.of()))));
        if (values.containsKey("admission")) {
            fields.put("admission.people", String.join("", values.get("admission")));
        }
        return fields;
    }

    /** Returns the settings of an entry of the file. */
    public static Map<String, List<String>> values(Map<String, ?> written) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        written.forEach((key, value) -> {
            if (value instanceof Map<?, ?> mapping) {
                mapping.forEach((name, below) -> values.put(key + "." + name, texts(below)));
            } else {
                values.put(key, texts(value));
            }
        });
        return values;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    /**
     * Returns the YAML entry of {@code applications} with these values.
     *
     * @param before the entry that it replaces, whose secrets are kept
     */
    public static String yaml(String clientId, Map<String, List<String>> values, Map<String, ?> before) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("clientId", clientId);
        put(entry, "name", values);
        if (before.isEmpty() && StoredApplication.confidential(values)) {
            entry.put("clientSecret", "${env:" + Snippets.variable(clientId) + "}");
        }
        for (String secret : List.of("clientSecret", "previousClientSecret")) {
            Optional.ofNullable(before.get(secret)).ifPresent(text -> entry.put(secret, text));
        }
        LINES.forEach(key -> put(entry, key, values));
        TEXTS.stream()
                .filter(key -> !key.equals("name") && !key.startsWith("admission"))
                .forEach(key -> put(entry, key, values));
        put(entry, "claims", values);
        put(entry, "responseModes", values);
        List<String> people = values.getOrDefault("admission.people", values.getOrDefault("admission", List.of()));
        List<String> roles = values.getOrDefault("admission.roles", List.of());
        if (!roles.isEmpty()) {
            Map<String, Object> admission = new LinkedHashMap<>();
            people.forEach(word -> admission.put("people", word));
            admission.put("roles", roles);
            entry.put("admission", admission);
        } else if (!people.isEmpty()) {
            entry.put("admission", people.get(0));
        }
        return SettingsDocument.dump(Map.of("applications", List.of(entry)));
    }

    private static void put(Map<String, Object> entry, String key, Map<String, List<String>> values) {
        List<String> texts = values.getOrDefault(key, List.of());
        if (!texts.isEmpty()) {
            boolean list = LINES.contains(key) || WORDS.contains(key);
            entry.put(key, list ? texts : texts.get(0));
        }
    }

    /**
     * A mistake in a field.
     *
     * @param word key of the console's text for it; null to show the reader's message
     * @param value the typed value, if the reader's message contains it
     * @param mistake the reader's message
     */
    public record Problem(@Nullable String word, String value, Mistake mistake) {}

    /** Returns the mistakes by field. */
    public static Map<String, List<Problem>> problems(List<Mistake> mistakes) {
        Map<String, List<Problem>> problems = new LinkedHashMap<>();
        for (Mistake mistake : mistakes) {
            String field = mistake.key().replaceAll("\\[[0-9]+]$", "");
            problems.computeIfAbsent(field.equals("admission") ? "admission.people" : field, key -> new ArrayList<>())
                    .add(problem(mistake));
        }
        return problems;
    }

    /** Returns how the console presents a mistake. */
    public static Problem problem(Mistake mistake) {
        String why = mistake.why();
        String word = WORDING.entrySet().stream()
                .filter(entry -> why.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        String value = why.startsWith("\"") && why.indexOf('"', 1) > 0 ? why.substring(1, why.indexOf('"', 1)) : "";
        return new Problem(word, value, mistake);
    }
}
