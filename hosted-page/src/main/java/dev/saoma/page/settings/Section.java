package dev.saoma.page.settings;

import dev.saoma.page.settings.Findings.Fact;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import dev.saoma.page.settings.values.VisibleText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the file. Every key that is read counts as known; {@link #close} reports the others. Values are read as the text
 * that is written, so {@code 0123} and {@code yes} are taken literally.
 */
final class Section {
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final References references;
    private final Findings findings;

    Section(String path, @Nullable Node node, References references, Findings findings) {
        this.path = path;
        this.line = node == null ? 0 : line(node);
        this.references = references;
        this.findings = findings;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::put);
        } else if (node != null && !isNull(node)) {
            findings.mistakes()
                    .add(new Mistake(path, line, "is not a mapping.", "Write \"key: value\" lines below it."));
        }
    }

    /** Creates the section of a stored object, whose values are taken literally. */
    static Section of(Stored stored, Findings findings) {
        return new Section(stored.path(), stored.node(), References.none(), findings);
    }

    private void put(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
            findings.mistakes().add(new Mistake(key(name), line(key), "is written twice.", "Remove one of the two."));
        }
        lines.putIfAbsent(name, line(key));
    }

    /** Returns the value with references resolved; empty if the key is absent or has no value. */
    Optional<String> text(String name) {
        return raw(name).flatMap(raw -> resolve(name, raw));
    }

    /** Records a fact about a key, for the reference. */
    void fact(String name, Fact fact, Object value) {
        findings.fact(key(name), fact, value);
    }

    /** Resolves a file relative to the settings file. */
    Optional<Path> file(String name, String file) {
        try {
            return Optional.of(references.path(file));
        } catch (References.Unresolved e) {
            mistake(name, e.getMessage(), e.fix());
            return Optional.empty();
        }
    }

    /** Returns the findings so far. */
    Findings findings() {
        return findings;
    }

    /** Returns the section's line in the file; 0 if it is not in the file. */
    int line() {
        return line;
    }

    /** Returns the sources of values outside the file. */
    References references() {
        return references;
    }

    /** Adds a warning about a value that is allowed but probably not meant. */
    void warn(String warning) {
        findings.warnings().add(warning);
    }

    /** Returns the value as written, in the file or the environment. */
    Optional<String> raw(String name) {
        knows(name);
        Node node = values.get(name);
        Optional<String> override = references.overrides().of(key(name), node != null);
        if (override.isPresent()) {
            return override;
        }
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        mistake(name, "is not a single value.", "Write one value after the colon.");
        return Optional.empty();
    }

    Optional<String> requiredText(String name, String fix) {
        return required(name, fix) ? text(name) : Optional.empty();
    }

    /** Returns a sequence of values; a single value counts as a sequence of one, and a variable is split at blanks. */
    List<String> texts(String name) {
        boolean list = values.get(name) instanceof SequenceNode;
        List<String> texts = new ArrayList<>();
        for (String raw : raws(name)) {
            resolve(list ? name + "[" + texts.size() + "]" : name, raw).ifPresent(texts::add);
        }
        return texts;
    }

    /** Returns the values of {@link #texts} as written, without resolving references. */
    List<String> raws(String name) {
        knows(name);
        boolean sequence = values.get(name) instanceof SequenceNode;
        if (references.overrides().has(key(name))) {
            Optional<String> override = references.overrides().of(key(name), values.containsKey(name));
            return List.of(override.orElse("").strip().split("\\s+"));
        }
        if (!sequence) {
            return raw(name).map(List::of).orElseGet(List::of);
        }
        references.overrides().of(key(name), true); // So that the key counts as known.
        List<String> raws = new ArrayList<>();
        for (Node item : ((SequenceNode) values.get(name)).getValue()) {
            if (item instanceof ScalarNode scalar) {
                raws.add(scalar.getValue());
            } else {
                mistake(name, "holds something that is not a single value.", "Write one value per line.");
            }
        }
        return raws;
    }

    Section section(String name) {
        known.add(name);
        return new Section(key(name), values.get(name), references, findings);
    }

    List<Section> sections(String name) {
        known.add(name);
        Node node = values.get(name);
        List<Section> sections = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                sections.add(new Section(key(name) + "[" + sections.size() + "]", item, references, findings));
            }
        } else if (node != null && !isNull(node)) {
            mistake(name, "is not a list.", "Begin each entry with \"- \".");
        }
        while (references.overrides().hasBelow(key(name) + "[" + sections.size() + "]")) {
            sections.add(new Section(key(name) + "[" + sections.size() + "]", null, references, findings));
        }
        return sections;
    }

    /** Whether the required key is present; reports a mistake if not. */
    boolean required(String name, String fix) {
        findings.fact(key(name), Fact.REQUIRED, true);
        return !missing(name, fix);
    }

    /** Whether the key is absent; reports a mistake if so. */
    boolean missing(String name, String fix) {
        known.add(name);
        Node node = values.get(name);
        boolean missing = (node == null || isNull(node))
                && !references.overrides().has(key(name))
                && !references.overrides().hasBelow(key(name) + "[0]");
        if (missing) {
            references.overrides().of(key(name), false); // So that the key counts as known.
            findings.mistakes().add(new Mistake(key(name), line, "is missing.", fix));
        }
        return missing;
    }

    boolean has(String name) {
        return values.containsKey(name)
                || references.overrides().has(key(name))
                || references.overrides().hasBelow(key(name) + "[0]");
    }

    /** Whether anything is set in the section, in the file or the environment. */
    boolean isSet() {
        return !values.isEmpty() || references.overrides().hasBelow(path);
    }

    boolean isMapping(String name) {
        return values.get(name) instanceof MappingNode
                && !references.overrides().has(key(name));
    }

    /** Returns the section's path, such as {@code applications[0]}. */
    String path() {
        return path;
    }

    /** Returns the keys read so far. */
    Set<String> knownKeys() {
        return Set.copyOf(known);
    }

    /** Reports the key as a mistake if it is present; it is then not reported as unknown as well. */
    void forbid(String name, String why, String fix) {
        if (has(name) && known.add(name)) {
            mistake(name, why, fix);
        }
    }

    void mistake(String name, String why, String fix) {
        String first = name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
        boolean fromFile = !references.overrides().has(key(first));
        findings.mistakes()
                .add(new Mistake(
                        fromFile ? key(name) : key(name) + " (" + References.Overrides.variable(key(first)) + ")",
                        fromFile ? lines.getOrDefault(first, line) : 0,
                        why,
                        fix));
    }

    /** Reports keys that were not read. */
    void close() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                mistake(name, "is not a key we know.", SettingsException.nearest(name, known));
            }
        }
    }

    private void knows(String name) {
        known.add(name);
        findings.key(key(name));
    }

    private Optional<String> resolve(String name, String raw) {
        try {
            String value = references.resolve(raw);
            if (value.isBlank()) {
                mistake(name, "is empty.", "Write a value, or remove the line.");
                return Optional.empty();
            }
            Optional<String> wrong = VisibleText.wrong(value);
            wrong.ifPresent(why -> mistake(name, why, "Remove it where the value comes from."));
            return wrong.isPresent() ? Optional.empty() : Optional.of(value);
        } catch (References.Unresolved e) {
            mistake(name, e.getMessage(), e.fix());
            return Optional.empty();
        }
    }

    private String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
    }

    private static int line(Node node) {
        return YamlText.line(node.getStartMark());
    }
}
