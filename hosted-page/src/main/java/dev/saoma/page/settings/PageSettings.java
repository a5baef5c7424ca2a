package dev.saoma.page.settings;

import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.stored.StoredSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The settings of the hosted page, checked as a whole.
 *
 * @param listen where the stand-alone server listens
 * @param pools the pools, each with a host name of its own; at least one, and usually just one
 * @param console the console; empty if there is none
 * @param process settings of the process as a whole
 * @param warnings texts for the log about values that are allowed but probably not meant
 * @param document with a console, the settings as written, without secrets; otherwise empty
 * @param homes with a console, by pool the line in the file of each object such as {@code applications.crm}, 0 if it is in
 *     the environment; other objects are in the database
 */
public record PageSettings(
        Listen listen,
        List<PoolSettings> pools,
        Optional<ConsoleSettings> console,
        ProcessSettings process,
        List<String> warnings,
        SettingsDocument document,
        Map<String, Map<String, Integer>> homes) {
    private static final Listen STANDARD_LISTEN = new Listen("127.0.0.1", 8080);
    private static final Pattern POOL_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    /** Copies the lists. */
    public PageSettings {
        pools = List.copyOf(pools);
        warnings = List.copyOf(warnings);
        homes = Map.copyOf(homes);
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("pools: at least one expected");
        }
    }

    /**
     * Reads the file. Relative paths in it are resolved against its directory.
     *
     * @param environment source of {@code ${env:NAME}}, usually {@code System.getenv()}
     * @throws SettingsException listing every mistake, or saying why the file cannot be read
     */
    public static PageSettings load(Path yaml, Map<String, String> environment) {
        return load(yaml, environment, StoredSettings.NONE);
    }

    /**
     * Reads the file together with the settings in the pools' databases, which obey the rules of the file.
     *
     * @throws SettingsException listing every mistake in either
     */
    public static PageSettings load(Path yaml, Map<String, String> environment, StoredSettings stored) {
        return load(yaml, environment, stored, new FileSnapshot());
    }

    /**
     * As {@link #load(Path, Map, StoredSettings)}, with the files as in {@code files}.
     *
     * @throws SettingsException listing every mistake in either
     */
    public static PageSettings load(
            Path yaml, Map<String, String> environment, StoredSettings stored, FileSnapshot files) {
        return load(yaml, environment, stored, files, new Findings());
    }

    private static PageSettings load(
            Path yaml, Map<String, String> environment, StoredSettings stored, FileSnapshot files, Findings findings) {
        String text;
        try {
            text = files.text(yaml);
        } catch (IOException e) {
            throw SettingsException.unreadable(yaml, e);
        }
        Path directory = yaml.toAbsolutePath().getParent();
        return read(yaml.toString(), text, new References(environment, directory, stored, files), findings);
    }

    /**
     * As {@link #load(Path, Map, StoredSettings, FileSnapshot)}, for a start, when there are no earlier settings to keep:
     * stored objects with mistakes are left out.
     *
     * @param refused receives their mistakes
     */
    public static PageSettings loadUsable(
            Path yaml,
            Map<String, String> environment,
            StoredSettings stored,
            FileSnapshot files,
            Consumer<String> refused) {
        Findings findings = new Findings();
        try {
            return load(yaml, environment, stored, files, findings);
        } catch (SettingsException e) {
            if (findings.unusable().isEmpty()) {
                throw e;
            }
            StoredSettings usable = stored;
            for (var pool : findings.unusable().entrySet()) {
                usable = usable.without(pool.getKey(), pool.getValue());
            }
            PageSettings settings = loadUsable(yaml, environment, usable, files, refused);
            refused.accept(String.valueOf(e.getMessage()));
            return settings;
        }
    }

    /**
     * Reads {@code yaml}, resolving relative paths in it against {@code directory}.
     *
     * @throws SettingsException listing every mistake
     */
    public static PageSettings parse(String yaml, Path directory, Map<String, String> environment) {
        return read("settings", yaml, new References(environment, directory), new Findings());
    }

    /** Reads the whole file and collects every mistake before it throws or returns. */
    static PageSettings read(String source, String yaml, References references, Findings findings) {
        Node written = YamlText.compose(source, yaml);
        Section root = new Section("", written, references, findings);
        Listen listen = Values.parsed(root, "listen", STANDARD_LISTEN, text -> Listen.of(root, text));
        List<PoolSettings> pools = pools(root, findings.warnings(), root.has("console"));
        Optional<ConsoleSettings> console = ConsoleSettings.read(root, pools);
        ProcessSettings process = ProcessSettings.read(root);
        if (process.trustedProxies().isEmpty() && pools.stream().anyMatch(PageSettings::isBehindProxy)) {
            root.warn(
                    "trustedProxies is not set, but a proxy terminates TLS in front of this page: then its clients count as one"
                            + " client, or, where it is on this machine, there is no limit per address at all. Write trustedProxies:"
                            + " [127.0.0.1, \"::1\"] for a proxy on this machine, else its address.");
        }
        root.close();
        references.overrides().close(references.variables(), findings);
        if (!findings.mistakes().isEmpty()) {
            throw SettingsException.of(source, findings.mistakes());
        }
        List<PoolSettings> all = console.map(on -> on.withConsole(pools)).orElse(pools);
        SettingsDocument document = console.isPresent() ? SettingsDocument.of(written) : SettingsDocument.EMPTY;
        Map<String, Map<String, Integer>> homes = console.isPresent() ? findings.homes() : Map.of();
        return new PageSettings(listen, all, console, process, findings.warnings(), document, homes);
    }

    /** Whether a reverse proxy terminates TLS: the page itself speaks plain HTTP. */
    private static boolean isBehindProxy(PoolSettings pool) {
        return pool.issuer().getScheme().equals("https");
    }

    private record Read(Section section, PoolSettings pool) {}

    /**
     * Reads the pools: the file itself is the only one, or they are listed in {@code pools}. Pools must not share host names,
     * key files or cookie keys.
     */
    private static List<PoolSettings> pools(Section root, List<String> warnings, boolean console) {
        List<Section> sections = root.sections("pools");
        if (!root.has("pools")) {
            return List.of(PoolSettings.read(root, PoolSettings.ONLY, "", console));
        }
        List<Read> read = new ArrayList<>();
        for (Section section : sections) {
            String name = poolName(section);
            int before = warnings.size();
            read.add(new Read(section, PoolSettings.read(section, name, "-" + name, console)));
            warnings.subList(before, warnings.size()).replaceAll(warning -> "pool " + name + ": " + warning);
            section.close();
        }
        if (read.isEmpty()) {
            root.mistake("pools", "is empty.", "List each pool with name, issuer, wechat and applications.");
            return List.of();
        }
        read.get(0)
                .section()
                .knownKeys()
                .forEach(key -> root.forbid(
                        key, "belongs to one pool, and there are pools.", "Move it into an entry of pools."));
        differ(read);
        return read.stream().map(Read::pool).toList();
    }

    private static String poolName(Section section) {
        String name = section.requiredText("name", "Choose a short name, such as shop.")
                .orElse("");
        if (!name.isEmpty() && !POOL_NAME.matcher(name).matches()) {
            section.mistake("name", "is not 1 to 32 of the characters a-z 0-9 -", "Choose another one.");
            return "";
        }
        return name;
    }

    private static void differ(List<Read> read) {
        unique(read, "name", pool -> Stream.of(pool.name()).filter(name -> !name.isEmpty()));
        unique(read, "hosts", PageSettings::hosts);
        unique(read, "keys.signing", pool -> Stream.of(pool.keys().signing()));
        unique(
                read,
                "keys.cookie",
                pool -> Stream.<Object>concat(
                        pool.keys().cookie().stream(),
                        Stream.ofNullable(pool.keys().cookieFile())));
        String path = read.get(0).pool().issuer().getRawPath();
        for (Read one : read) {
            if (!one.pool().issuer().getRawPath().equals(path)) {
                one.section()
                        .mistake(
                                "issuer",
                                "has another path than that of the first pool.",
                                "Give all pools the same path; their host names distinguish them.");
            }
        }
    }

    private static Stream<String> hosts(PoolSettings pool) {
        return Stream.concat(
                        Stream.of(Origin.host(pool.issuer())),
                        pool.hosts().stream().map(host -> Origin.host(host, pool.issuer())))
                .distinct();
    }

    private static void unique(List<Read> read, String key, Function<PoolSettings, Stream<?>> values) {
        Map<Object, Section> owners = new HashMap<>();
        for (Read one : read) {
            values.apply(one.pool()).forEach(value -> {
                Section owner = owners.putIfAbsent(value, one.section());
                if (owner != null) {
                    one.section().mistake(key, "is that of " + owner.path() + " as well.", "Give each pool its own.");
                }
            });
        }
    }

    /** Returns the first pool, which usually is the only one. */
    public PoolSettings pool() {
        return pools.get(0);
    }

    /** Returns the path of every issuer: the page is one servlet at one path. */
    public String path() {
        return pool().issuer().getRawPath();
    }
}
