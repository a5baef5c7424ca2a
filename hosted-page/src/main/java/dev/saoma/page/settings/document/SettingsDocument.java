package dev.saoma.page.settings.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The settings as written, with each secret replaced by {@code ${env:NAME}}, so that the text can be shown, kept in a
 * repository and read again. Comments are dropped. Immutable; equal if the content is equal.
 */
public final class SettingsDocument {
    /** An empty document. */
    public static final SettingsDocument EMPTY = new SettingsDocument(Map.of());

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");

    private final Map<String, Object> tree;

    private SettingsDocument(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** Creates the document of a YAML node. */
    public static SettingsDocument of(Node root) {
        return Written.object(root, "", "") instanceof Map<?, ?> map ? new SettingsDocument(texts(map)) : EMPTY;
    }

    /** Returns a text, which need not be YAML, with a reference in place of each value after the key of a secret. */
    public static String withoutSecrets(String text) {
        return Written.withoutSecrets(text);
    }

    /** Returns the secrets in a YAML node. */
    public static List<String> secrets(Node root) {
        return Written.secrets(root, "");
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    /** Returns the names of the environment variables that it refers to. */
    public Set<String> variables() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(yaml());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Returns the whole document as YAML. */
    public String yaml() {
        return dump(tree);
    }

    /** Returns the YAML of a key in the entry of a pool; empty if it is absent. */
    public String yaml(String pool, String key) {
        return pool(pool)
                .flatMap(entry -> Optional.ofNullable(entry.get(key)))
                .map(value -> dump(Map.of(key, value)))
                .orElse("");
    }

    /** Returns the mapping under a key in the entry of a pool; empty if there is none. */
    public Map<String, Object> mapping(String pool, String key) {
        return pool(pool)
                .map(entry -> entry.get(key))
                .map(value -> value instanceof Map<?, ?> map ? texts(map) : Map.<String, Object>of())
                .orElse(Map.of());
    }

    /** Returns the mappings listed under a key in the entry of a pool. */
    public List<Map<String, Object>> entries(String pool, String key) {
        List<Map<String, Object>> entries = new ArrayList<>();
        pool(pool).map(entry -> entry.get(key)).ifPresent(listed -> {
            if (listed instanceof List<?> list) {
                list.forEach(item -> {
                    if (item instanceof Map<?, ?> map) {
                        entries.add(texts(map));
                    }
                });
            }
        });
        return entries;
    }

    /** Returns the document with one more mapping in the list under a key in the entry of a pool. */
    public SettingsDocument withEntry(String pool, String key, Map<String, Object> entry) {
        List<Object> all = new ArrayList<>(entries(pool, key));
        all.add(entry);
        return with(pool, key, all);
    }

    /**
     * Returns the document with an AppID of the pool, and a reference for its AppSecret.
     *
     * @param app empty for the website app, otherwise the key of the other app
     */
    public SettingsDocument withWeChat(String pool, String app, String appId) {
        String owner = tree.get("pools") instanceof List<?> ? pool + "_" : "";
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("appId", appId);
        credentials.put("appSecret", "${env:" + Written.variable(owner + "wechat_" + app + "_appSecret") + "}");
        Map<String, Object> before = mapping(pool, "wechat");
        Map<String, Object> wechat = app.isEmpty() ? credentials : before;
        if (app.isEmpty()) {
            wechat.putAll(before);
        } else {
            wechat.put(app, credentials);
        }
        return with(pool, "wechat", wechat);
    }

    /** Returns the document with a value under a key in the entry of a pool. */
    public SettingsDocument with(String pool, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(tree);
        if (!(tree.get("pools") instanceof List<?> pools)) {
            changed.put(key, value);
            return new SettingsDocument(changed);
        }
        List<Object> all = new ArrayList<>();
        for (Object one : pools) {
            Map<String, Object> copy = one instanceof Map<?, ?> map ? texts(map) : new LinkedHashMap<>();
            if (pool.equals(copy.get("name"))) {
                copy.put(key, value);
            }
            all.add(copy);
        }
        changed.put("pools", all);
        return new SettingsDocument(changed);
    }

    /** Converts values by keys such as {@code admission.roles} to the nested mapping of the file. */
    public static Map<String, Object> nested(Map<String, List<String>> values) {
        Map<String, Object> nested = new LinkedHashMap<>();
        values.forEach((key, texts) -> {
            int dot = key.indexOf('.');
            if (dot < 0) {
                nested.put(key, texts.size() == 1 ? texts.get(0) : texts);
            } else if (!nested.containsKey(key.substring(0, dot))) {
                String prefix = key.substring(0, dot + 1);
                Map<String, List<String>> below = new LinkedHashMap<>();
                values.forEach((other, text) -> {
                    if (other.startsWith(prefix)) {
                        below.put(other.substring(prefix.length()), text);
                    }
                });
                nested.put(key.substring(0, dot), listed(nested(below)));
            }
        });
        return nested;
    }

    /** Returns a list if the keys are the numbers from 0 on, otherwise the mapping. */
    private static Object listed(Map<String, Object> nested) {
        List<Object> list = new ArrayList<>();
        while (nested.containsKey(String.valueOf(list.size()))) {
            list.add(nested.get(String.valueOf(list.size())));
        }
        return !list.isEmpty() && list.size() == nested.size() ? list : nested;
    }

    /** Converts a nested mapping to values by keys such as {@code admission.roles}. */
    public static Map<String, List<String>> flat(Map<String, Object> mapping) {
        Map<String, List<String>> flat = new LinkedHashMap<>();
        mapping.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                flat(texts(map)).forEach((below, texts) -> flat.put(key + "." + below, texts));
            } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
                Map<String, Object> numbered = new LinkedHashMap<>();
                list.forEach(item -> numbered.put(String.valueOf(numbered.size()), item));
                flat(numbered).forEach((below, texts) -> flat.put(key + "." + below, texts));
            } else if (value instanceof List<?> list) {
                flat.put(key, list.stream().map(String::valueOf).toList());
            } else {
                flat.put(key, List.of(String.valueOf(value)));
            }
        });
        return flat;
    }

    /** Returns the reference to the environment variable for an application's secret. */
    public static String secretOf(String clientId) {
        return "${env:" + Written.variable(clientId + "_clientSecret") + "}";
    }

    /** Returns the document without the entries of other pools. */
    public SettingsDocument ofPool(String name) {
        if (!(tree.get("pools") instanceof List<?>)) {
            return this;
        }
        Map<String, Object> own = new LinkedHashMap<>(tree);
        own.put("pools", pool(name).map(List::of).orElse(List.of()));
        return new SettingsDocument(own);
    }

    private Optional<Map<String, Object>> pool(String name) {
        if (!(tree.get("pools") instanceof List<?> pools)) {
            return Optional.of(tree);
        }
        return pools.stream()
                .flatMap(pool -> pool instanceof Map<?, ?> map
                        ? Optional.of(texts(map)).stream()
                        : Optional.<Map<String, Object>>empty().stream())
                .filter(pool -> name.equals(pool.get("name")))
                .findFirst();
    }

    /** Returns a mapping as YAML. */
    public static String dump(Map<String, ?> mapping) {
        if (mapping.isEmpty()) {
            return "";
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(120)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(mapping);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingsDocument document && tree.equals(document.tree);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(tree);
    }

    @Override
    public String toString() {
        return "SettingsDocument" + tree.keySet();
    }
}
