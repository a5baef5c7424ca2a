package dev.saoma.page.settings.stored;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The settings stored in the pools' databases.
 *
 * @param pools stored settings by the name of their pool
 */
public record StoredSettings(Map<String, Pool> pools) {
    /** No settings. */
    public static final StoredSettings NONE = new StoredSettings(Map.of());

    /** Copies the map. */
    public StoredSettings {
        pools = Map.copyOf(pools);
    }

    /** Whether no settings are stored. */
    public boolean isEmpty() {
        return pools.values().stream().allMatch(pool -> pool.objects().isEmpty());
    }

    /** Returns the settings of one pool's database. */
    public Pool pool(String name) {
        return pools.getOrDefault(name, Pool.EMPTY);
    }

    /** Returns the settings without those objects. */
    public StoredSettings without(String pool, List<Stored> objects) {
        Map<String, Pool> all = new LinkedHashMap<>(pools);
        Pool before = pool(pool);
        all.put(
                pool,
                new Pool(
                        before.revision(),
                        before.objects().stream()
                                .filter(one -> !objects.contains(one))
                                .toList()));
        return new StoredSettings(all);
    }

    /**
     * The settings of one pool's database.
     *
     * @param revision grows with each change
     */
    public record Pool(long revision, List<Stored> objects) {
        /** No settings. */
        public static final Pool EMPTY = new Pool(0, List.of());

        /** Copies the list. */
        public Pool {
            objects = List.copyOf(objects);
        }

        /** Returns the objects of one kind. */
        public List<Stored> of(String kind) {
            return objects.stream().filter(one -> one.kind().equals(kind)).toList();
        }
    }

    /**
     * A stored object of the settings.
     *
     * @param kind its key in the file, such as {@code applications}
     * @param name identifies it among its kind; empty for a kind with just one
     * @param values values by key of the file, nested ones as {@code admission.roles}
     * @param secrets client secrets that it may authenticate with
     */
    public record Stored(String kind, String name, Map<String, List<String>> values, List<ClientSecret> secrets) {
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

        /** The kind of applications, whose name is the client id. */
        public static final String APPLICATIONS = "applications";

        /** The kind of the look, of which there is only one. */
        public static final String BRANDING = "branding";

        /** The kind of WeChat credentials; those of the website app have no name. */
        public static final String WECHAT = "wechat";

        /** Copies the collections. */
        public Stored {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            values.forEach((key, texts) -> copy.put(key, List.copyOf(texts)));
            values = java.util.Collections.unmodifiableMap(copy);
            secrets = List.copyOf(secrets);
        }

        /** Returns its path in mistakes, such as {@code database.applications.crm}. */
        public String path() {
            return "database." + object();
        }

        /** Returns its name among all objects, such as {@code applications.crm} or {@code branding}. */
        public String object() {
            return name.isEmpty() ? kind : kind + "." + name;
        }

        /** Returns the mapping that the file would contain. */
        public Node node() {
            return mapping("", values);
        }

        /** Returns a mapping, or a list if its keys are numbers, such as {@code links.0.url}. */
        private static Node mapping(String prefix, Map<String, List<String>> values) {
            Map<String, Node> nodes = new LinkedHashMap<>();
            values.forEach((key, texts) -> {
                if (!key.startsWith(prefix) || texts.isEmpty()) {
                    return;
                }
                String rest = key.substring(prefix.length());
                int dot = rest.indexOf('.');
                if (dot > 0) {
                    String name = rest.substring(0, dot);
                    nodes.computeIfAbsent(name, below -> mapping(prefix + below + ".", values));
                } else {
                    nodes.put(rest, texts(texts));
                }
            });
            List<NodeTuple> tuples = new ArrayList<>();
            nodes.forEach((name, node) -> tuples.add(new NodeTuple(text(name), node)));
            if (!nodes.isEmpty() && nodes.keySet().stream().allMatch(NUMBER.asMatchPredicate())) {
                Map<Integer, Node> entries = new TreeMap<>();
                nodes.forEach((number, node) -> entries.put(Integer.valueOf(number), node));
                return new SequenceNode(Tag.SEQ, List.copyOf(entries.values()), FlowStyle.BLOCK);
            }
            return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
        }

        private static Node texts(List<String> texts) {
            return texts.size() == 1
                    ? text(texts.get(0))
                    : new SequenceNode(Tag.SEQ, texts.stream().map(Stored::text).toList(), FlowStyle.BLOCK);
        }

        private static Node text(String text) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
        }

        /** Returns the first value of a key. */
        public Optional<String> value(String key) {
            return values.getOrDefault(key, List.of()).stream().findFirst();
        }
    }

    /**
     * A client secret, of which only the digest is known.
     *
     * @param id identifies it among the application's secrets
     * @param digest SHA-256 of its text, in base64url
     * @param endsAt when it expires, in milliseconds since 1970
     */
    public record ClientSecret(String id, String digest, long endsAt) {
        /** Expiry of a secret that does not expire. */
        public static final long NEVER = Long.MAX_VALUE;

        @Override
        public String toString() {
            return "ClientSecret[" + id + "]";
        }
    }
}
