package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.document.SettingsDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Settings that an administrator typed or pasted: their keys and the shapes of the values, with lines. No reference is
 * resolved, and no value is checked.
 */
public final class TypedSettings {
    /** The longest text. */
    public static final int MAX_CHARS = 200_000;

    private static final String SOURCE = "YAML";
    private static final int MAX_DEPTH = 16;
    private static final String POOLS = "pools[].";
    /**
     * Texts with every mapping and list of the settings, and whatever else is read only if present: reading them shows which
     * keys exist.
     */
    private static final List<String> EVERYTHING = List.of("""
            console: {}
            keys: { cookie: a }
            wechat: { verificationFiles: [ {} ], officialAccount: { appId: a } }
            directory: { admission: a, database: {}, keep: {} }
            applications: [ { redirectUris: a, claims: a, admission: a } ]
            branding: { links: [ { label: a } ], texts: { headline: a, note: a, footer: a } }
            """, """
            directory: { admission: {}, database: {} }
            applications: [ { admission: {} } ]
            branding:
              links: [ { label: { zh-CN: a, zh-TW: a, en: a } } ]
              texts:
                headline: { zh-CN: a, zh-TW: a, en: a }
                note: { zh-CN: a, zh-TW: a, en: a }
                footer: { zh-CN: a, zh-TW: a, en: a }
            """);

    private static final Set<String> KEYS = keys();
    private static final Map<String, Set<String>> KNOWN = known();

    private final SettingsDocument document;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> pools = new HashMap<>();
    private final List<String> applications = new ArrayList<>();

    private final String text;

    private TypedSettings(String text, Node root) {
        this.document = SettingsDocument.of(root);
        String masked = SettingsDocument.withoutSecrets(text);
        this.text = SettingsDocument.secrets(root).stream().anyMatch(masked::contains) ? document.yaml() : masked;
        mapping((MappingNode) root, "", "");
    }

    /**
     * Reads the text.
     *
     * @throws SettingsException with the line, if the text is too long or not the YAML of settings
     */
    public static TypedSettings read(String text) {
        if (text.length() > MAX_CHARS) {
            throw refused(0, "is longer than " + MAX_CHARS + " characters.", "Leave out what is not to be compared.");
        }
        requirePlain(text);
        Node root = YamlText.compose(SOURCE, text);
        if (!(root instanceof MappingNode)) {
            throw refused(line(root), "is not a mapping.", "Write \"key: value\" lines, as in page.yaml.");
        }
        return new TypedSettings(text, root);
    }

    /** Refuses what could make a short text cause endless work: aliases, and deep nesting. */
    private static void requirePlain(String text) {
        int depth = 0;
        try {
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                int line = YamlText.line(event.getStartMark());
                if (event instanceof AliasEvent) {
                    throw refused(line, "refers to another place of the text (*).", "Write the value itself.");
                }
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                if (depth > MAX_DEPTH) {
                    throw refused(line, "is nested too deeply.", "No setting has more than a few levels.");
                }
            }
        } catch (YamlEngineException e) {
            throw SettingsException.of(SOURCE, List.of(YamlText.mistake(SOURCE, text, e)));
        }
    }

    private static SettingsException refused(int line, String why, String fix) {
        return SettingsException.of(SOURCE, List.of(new Mistake(SOURCE, line, why, fix)));
    }

    /** Returns every key that has a value of its own, such as {@code applications[].name}. */
    private static Set<String> keys() {
        Findings findings = new Findings();
        for (String all : EVERYTHING) {
            try {
                PageSettings.read(SOURCE, all, References.none(), findings);
            } catch (SettingsException e) {
                // It lacks what is required; the keys have been read.
            }
        }
        Set<String> keys = new HashSet<>(findings.keys().keySet());
        findings.keys().keySet().forEach(key -> keys.add(POOLS + key));
        keys.add(POOLS + "name");
        return keys;
    }

    /** Returns the keys below each mapping. */
    private static Map<String, Set<String>> known() {
        Map<String, Set<String>> known = new HashMap<>();
        for (String key : KEYS) {
            for (int end = key.length(); end > 0; end = key.lastIndexOf('.', end - 1)) {
                String path = key.substring(0, end);
                int dot = path.lastIndexOf('.');
                known.computeIfAbsent(path.substring(0, Math.max(dot, 0)), any -> new TreeSet<>())
                        .add(path.substring(dot + 1));
            }
        }
        return known;
    }

    /** @param known the path with {@code []} for each index */
    private void mapping(MappingNode node, String path, String known) {
        Set<String> written = new HashSet<>();
        Set<String> keys = KNOWN.getOrDefault(known, Set.of());
        for (NodeTuple entry : node.getValue()) {
            String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String key = path.isEmpty() ? name : path + "." + name;
            int line = line(entry.getKeyNode());
            lines.putIfAbsent(key, line);
            if (!written.add(name)) {
                mistakes.add(new Mistake(key, line, "is written twice.", "Remove one of the two."));
            } else if (keys.contains(name) || keys.contains(name + "[]")) {
                value(
                        entry.getValueNode(),
                        key,
                        (known.isEmpty() ? "" : known + ".") + name,
                        keys.contains(name + "[]"));
            } else {
                Set<String> plain =
                        keys.stream().map(one -> one.replace("[]", "")).collect(Collectors.toCollection(TreeSet::new));
                mistakes.add(new Mistake(key, line, "is not a key we know.", SettingsException.nearest(name, plain)));
            }
        }
    }

    private void value(Node node, String key, String known, boolean list) {
        if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                lines.put(key + "[" + index++ + "]", line(item));
            }
        }
        boolean section = KNOWN.containsKey(known);
        if (isNull(node)) {
            if (key.endsWith(".clientSecret")) {
                wrong(
                        key,
                        "has no value.",
                        "Write \"${env:NAME}\"; without the line the application is a public client.");
            }
        } else if (list) {
            list(node, key, known);
        } else if (node instanceof MappingNode mapping && section) {
            mapping(mapping, key, known);
        } else if (section && !KEYS.contains(known)) {
            wrong(key, "is not a mapping.", "Write \"key: value\" lines below it.");
        } else if (node instanceof MappingNode) {
            wrong(key, "is not a single value.", "Write one value after the colon.");
        } else if (node instanceof SequenceNode sequence
                && !sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            wrong(key, "holds something that is not a single value.", "Write one value per line.");
        } else if (node instanceof ScalarNode scalar && known.equals(POOLS + "name")) {
            pools.putIfAbsent(scalar.getValue(), key.substring(0, key.lastIndexOf('.') + 1));
        }
    }

    private void list(Node node, String key, String known) {
        if (!(node instanceof SequenceNode sequence)) {
            wrong(key, "is not a list.", "Begin each entry with \"- \".");
            return;
        }
        int index = 0;
        for (Node item : sequence.getValue()) {
            String entry = key + "[" + index++ + "]";
            if (!(item instanceof MappingNode mapping)) {
                wrong(entry, "is not a mapping.", "Write \"key: value\" lines below it.");
                continue;
            }
            if (known.endsWith("applications")) {
                applications.add(entry);
            }
            mapping(mapping, entry, known + "[]");
        }
    }

    private void wrong(String key, String why, String fix) {
        mistakes.add(new Mistake(key, line(key), why, fix));
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && Set.of("", "null", "~").contains(scalar.getValue());
    }

    private static int line(Node node) {
        return YamlText.line(node.getStartMark());
    }

    /** Returns the line of a key, otherwise of what contains it; 0 if the text has neither. */
    private int line(String key) {
        String path = key;
        while (!path.isEmpty() && !lines.containsKey(path)) {
            int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
            path = path.substring(0, Math.max(end, 0));
        }
        return lines.getOrDefault(path, 0);
    }

    /**
     * Returns the key of each application of a pool, such as {@code applications[0]}, in the order of
     * {@link SettingsDocument#entries}.
     */
    public List<String> applications(String pool) {
        String path = path(pool) + "applications[";
        return applications.stream().filter(key -> key.startsWith(path)).toList();
    }

    /** Returns the prefix of a pool's keys; empty if it is the only pool. */
    public String path(String pool) {
        return pools.getOrDefault(pool, "");
    }

    /** Whether the text lists pools, and none of that name. */
    public boolean lacks(String pool) {
        return lines.containsKey("pools") && !pools.containsKey(pool);
    }

    /** Returns a mistake in the value of a key, with the line. */
    public Mistake mistake(String key, String why, String fix) {
        return new Mistake(key, line(key), why, fix);
    }

    /** Returns the text as typed, without secrets. */
    public String text() {
        return text;
    }

    /** Returns the settings as written, without secrets. */
    public SettingsDocument document() {
        return document;
    }

    /** Returns the mistakes in its keys and the shapes of their values, in the order of lines. */
    public List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }
}
