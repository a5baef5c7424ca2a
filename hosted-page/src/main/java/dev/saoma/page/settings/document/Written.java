package dev.saoma.page.settings.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Converts a YAML file to plain objects, with every value as written and references in place of secrets. */
final class Written {
    /** Keys whose values are secrets, at any level. */
    private static final Set<String> SECRETS =
            Set.of("appSecret", "clientSecret", "previousClientSecret", "password", "cookie");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env|file):[^}]+}");
    private static final Pattern CREDENTIALS = Pattern.compile("[^/?#]*(?://)?[^/?#]*:[^/?#]*@.*");

    private static final Pattern AFTER_ITS_KEY = Pattern.compile("\\b(" + String.join("|", SECRETS)
            + ")([\"']?\\s*:[ \\t]*)(?![\"']?\\$\\{)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s\"',}][^\\n,}#]*)");

    private Written() {}

    static String withoutSecrets(String text) {
        return AFTER_ITS_KEY
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + found.group(2) + "\"${env:" + variable(found.group(1)) + "}\""));
    }

    static List<String> secrets(Node node, String key) {
        List<String> secrets = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                secrets.addAll(secrets(entry.getValueNode(), name));
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> secrets.addAll(secrets(item, key)));
        } else if (node instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && isSecret(key, scalar.getValue())) {
            secrets.add(scalar.getValue());
        }
        return secrets;
    }

    /**
     * Converts a node.
     *
     * @param key the key of the node
     * @param path the node's path, for the name of a variable
     */
    static @Nullable Object object(Node node, String key, String path) {
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

    /** Converts a list; paths of its entries use their names, or numbers if they have none. */
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

    /** Returns the name of an entry of a list. */
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

    /** Whether a value is a secret; a reference to one is not. */
    private static boolean isSecret(String key, String text) {
        boolean secret = SECRETS.contains(key)
                || key.equals("proxy") && CREDENTIALS.matcher(text).matches();
        return secret && !REFERENCE.matcher(text).matches();
    }

    /** Converts a path to the name of an environment variable. */
    static String variable(String path) {
        return path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toUpperCase(Locale.ROOT);
    }
}
