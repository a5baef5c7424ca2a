package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.values.VisibleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The file with roles and attributes of people, by subject; each value is a text or a list of texts. */
public final class UsersFile {
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final String ROLES = "roles";
    private static final int MAX_VALUE_CHARS = 256;
    private static final int MAX_VALUES = 64;
    private static final long MAX_BYTES = 32 * 1024 * 1024L;

    /** Names that the file must not use: claims of the protocol, and values that come from WeChat. */
    static final Set<String> RESERVED = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "nonce",
            "auth_time",
            "at_hash",
            "c_hash",
            "s_hash",
            "azp",
            "acr",
            "amr",
            "sid",
            "events",
            "cnf",
            "name",
            "picture",
            "openid",
            "unionid",
            "active",
            "scope",
            "client_id");

    /** The maximum length of a value in the database. */
    private static final int MAX_KEPT_CHARS = 255;

    private final List<Mistake> mistakes = new ArrayList<>();

    private UsersFile() {}

    /**
     * Reads the file.
     *
     * @throws SettingsException listing every mistake
     */
    public static Map<String, Map<String, Object>> read(Path file) {
        return read(file, new FileSnapshot());
    }

    static Map<String, Map<String, Object>> read(Path file, FileSnapshot files) {
        UsersFile users = new UsersFile();
        Map<String, Map<String, Object>> all = users.people(users.compose(file, files));
        if (!users.mistakes.isEmpty()) {
            throw SettingsException.of(file.toString(), users.mistakes);
        }
        return Map.copyOf(all);
    }

    /**
     * Checks an attribute that is stored elsewhere against the limits of this file.
     *
     * @return what is wrong; empty if nothing is
     */
    public static Optional<String> mistakeIn(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("has a name that is not one; write a name such as department");
        }
        if (RESERVED.contains(name) || name.equals(ROLES)) {
            return Optional.of("is a reserved name; choose another one");
        }
        return value == null || !isValue(value) || value.length() > MAX_KEPT_CHARS
                ? Optional.of("must be a text of 1 to " + MAX_KEPT_CHARS + " visible characters")
                : Optional.empty();
    }

    private static boolean isValue(String text) {
        return !text.isBlank()
                && text.length() <= MAX_VALUE_CHARS
                && VisibleText.wrong(text).isEmpty();
    }

    private Node compose(Path file, FileSnapshot files) {
        String text = "";
        try {
            if (files.size(file) > MAX_BYTES) {
                throw SettingsException.of(
                        file.toString(),
                        List.of(new Mistake(file.toString(), 0, "is larger than 32 MB.", "Split it.")));
            }
            LoadSettings load = LoadSettings.builder()
                    .setCodePointLimit((int) MAX_BYTES)
                    .setAllowDuplicateKeys(true) // Reported with the other mistakes.
                    .build();
            text = files.text(file);
            return new Compose(load)
                    .composeString(text)
                    .orElseThrow(() -> SettingsException.of(
                            file.toString(),
                            List.of(new Mistake(file.toString(), 0, "is empty.", "Write {} for an empty list."))));
        } catch (IOException e) {
            throw SettingsException.unreadable(file, e);
        } catch (YamlEngineException e) {
            throw SettingsException.of(file.toString(), List.of(YamlText.mistake(file.toString(), text, e)));
        }
    }

    private Map<String, Map<String, Object>> people(Node root) {
        Map<String, Map<String, Object>> people = new LinkedHashMap<>();
        for (NodeTuple person : entries(root, "users")) {
            String subject = text(person.getKeyNode());
            if (!SUBJECT.matcher(subject).matches()) {
                mistake(
                        person.getKeyNode(),
                        "user",
                        "is no unionid or openid.",
                        "Copy it from the log or the application.");
            } else if (people.putIfAbsent(subject, attributes(subject, person.getValueNode())) != null) {
                mistake(person.getKeyNode(), subject, "is written twice.", "Remove one of the two.");
            }
        }
        return people;
    }

    private Map<String, Object> attributes(String subject, Node node) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (NodeTuple attribute : entries(node, subject)) {
            String name = text(attribute.getKeyNode());
            if (!NAME.matcher(name).matches()) {
                mistake(
                        attribute.getKeyNode(),
                        subject,
                        "has an attribute whose name is not one.",
                        "Write a name such as department.");
            } else if (RESERVED.contains(name)) {
                mistake(
                        attribute.getKeyNode(),
                        subject + "." + name,
                        "cannot be set in this file.",
                        "Choose another name.");
            } else if (attributes.containsKey(name)) {
                mistake(attribute.getKeyNode(), subject + "." + name, "is written twice.", "Remove one of the two.");
            } else {
                attributes.put(name, value(subject + "." + name, name.equals(ROLES), attribute.getValueNode()));
            }
        }
        return Map.copyOf(attributes);
    }

    private Object value(String key, boolean list, Node node) {
        List<String> values = new ArrayList<>();
        for (Node item : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node)) {
            String text = item instanceof ScalarNode ? text(item) : "";
            if (!isValue(text)) {
                mistake(
                        item,
                        key,
                        "holds what is not a text of 1 to " + MAX_VALUE_CHARS + " visible characters.",
                        "Correct it.");
            } else {
                values.add(text);
            }
        }
        if (values.size() > MAX_VALUES) {
            mistake(node, key, "has more than " + MAX_VALUES + " values.", "Shorten the list.");
        }
        boolean single = !list && !(node instanceof SequenceNode) && !values.isEmpty();
        return single ? values.get(0) : List.copyOf(values);
    }

    private List<NodeTuple> entries(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        mistake(node, key, "is not a mapping.", "Write \"name: value\" lines below it.");
        return List.of();
    }

    private void mistake(Node node, String key, String why, String fix) {
        int line = YamlText.line(node.getStartMark());
        mistakes.add(new Mistake(key, line, why, fix));
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
