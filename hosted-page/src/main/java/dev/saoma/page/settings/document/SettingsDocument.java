package dev.saoma.page.settings.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Settings as they are written, without secrets: each stands there as {@code ${env:NAME}}, so that the text can be shown,
 * kept in a repository and read again. Comments are not in it. Immutable; equal where they say the same.
 */
public final class SettingsDocument {
    /** One without any settings. */
    public static final SettingsDocument EMPTY = new SettingsDocument(Map.of());

    /** Keys whose values are secrets, wherever they stand. */
    private static final Set<String> SECRETS =
            Set.of("appSecret", "clientSecret", "previousClientSecret", "password", "cookie");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env|file):[^}]+}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");
    private static final Pattern CREDENTIALS = Pattern.compile("[^/?#]*(?://)?[^/?#]*:[^/?#]*@.*");
    private static final int MAX_CHARS = 500_000;

    private final Map<String, Object> tree;

    private SettingsDocument(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** What that node says. */
    public static SettingsDocument of(Node root) {
        return object(root, "", "") instanceof Map<?, ?> map ? new SettingsDocument(texts(map)) : EMPTY;
    }

    /** What that text says; empty where it is not a mapping in YAML. */
    public static Optional<SettingsDocument> parse(String yaml) {
        if (yaml.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            LoadSettings settings = LoadSettings.builder().setLabel("settings").build();
            return new Compose(settings)
                    .composeString(yaml)
                    .filter(MappingNode.class::isInstance)
                    .map(SettingsDocument::of);
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    /**
     * What a node says.
     *
     * @param key under which it stands
     * @param path for the name of a variable
     */
    private static @Nullable Object object(Node node, String key, String path) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (NodeTuple entry : mapping.getValue()) {
                String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                Object value = entry.getValueNode() instanceof SequenceNode list
                        ? list(list, name, path)
                        : object(entry.getValueNode(), name, path + "_" + name);
                if (value != null) {
                    map.putIfAbsent(name, value);
                }
            }
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            return list(sequence, key, path);
        }
        ScalarNode scalar = (ScalarNode) node;
        String text = scalar.getValue();
        if (scalar.isPlain() && Set.of("", "null", "~").contains(text)) {
            return null;
        }
        return isSecret(key, text) ? "${env:" + variable(path) + "}" : text;
    }

    /** Entries with a name go by it, others are numbered. */
    private static List<Object> list(SequenceNode sequence, String key, String path) {
        List<Object> list = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            String numbered = key + "_" + (list.size() + 1);
            String name = item instanceof MappingNode mapping ? name(mapping).orElse(numbered) : numbered;
            Object value = object(item, key, path + "_" + name);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    /** What entries of lists are told apart by. */
    private static Optional<String> name(MappingNode mapping) {
        for (String key : List.of("clientId", "name")) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key)
                        && entry.getValueNode() instanceof ScalarNode value) {
                    return Optional.of(value.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** A reference is none, since what it leads to stands elsewhere. */
    private static boolean isSecret(String key, String text) {
        boolean secret = SECRETS.contains(key)
                || key.equals("proxy") && CREDENTIALS.matcher(text).matches();
        return secret && !REFERENCE.matcher(text).matches();
    }

    private static String variable(String path) {
        return path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toUpperCase(Locale.ROOT);
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    /** The names of the environment variables that it refers to. */
    public Set<String> variables() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(yaml());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The whole of it. */
    public String yaml() {
        return dump(tree);
    }

    /** What stands under that key in the entry of the pool, as it would be written there; empty where nothing does. */
    public String yaml(String pool, String key) {
        return pool(pool)
                .flatMap(entry -> Optional.ofNullable(entry.get(key)))
                .map(value -> dump(Map.of(key, value)))
                .orElse("");
    }

    /** The mapping under that key in the entry of the pool; empty where there is none. */
    public Map<String, Object> mapping(String pool, String key) {
        return pool(pool)
                .map(entry -> entry.get(key))
                .map(value -> value instanceof Map<?, ?> map ? texts(map) : Map.<String, Object>of())
                .orElse(Map.of());
    }

    /** The mappings listed under that key in the entry of the pool. */
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

    /** The same without the entries of other pools. */
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

    /** A mapping, as YAML. */
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
