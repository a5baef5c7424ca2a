package dev.saoma.page.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the pools: the file itself is the only one, or they are listed in {@code pools}. What belongs to one pool must not
 * belong to another: host names, key files, cookie keys.
 */
final class PoolsReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    private final References references;
    private final List<String> warnings;

    PoolsReader(References references, List<String> warnings) {
        this.references = references;
        this.warnings = warnings;
    }

    private record Read(Section section, PoolSettings pool) {}

    List<PoolSettings> read(Section root) {
        List<Section> sections = root.sections("pools");
        if (!root.has("pools")) {
            return List.of(new PoolReader(references, "", warnings).read(root, PoolSettings.ONLY));
        }
        List<Read> read = new ArrayList<>();
        for (Section section : sections) {
            String name = name(section);
            List<String> own = new ArrayList<>();
            read.add(new Read(section, new PoolReader(references, "-" + name, own).read(section, name)));
            own.forEach(warning -> warnings.add("pool " + name + ": " + warning));
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

    private static String name(Section section) {
        String name = section.requiredText("name", "Choose a short name, such as shop.")
                .orElse("");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            section.mistake("name", "is not 1 to 32 of the characters a-z 0-9 -", "Choose another one.");
            return "";
        }
        return name;
    }

    private static void differ(List<Read> read) {
        unique(read, "name", pool -> Stream.of(pool.name()).filter(name -> !name.isEmpty()));
        unique(read, "hosts", PoolsReader::hosts);
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
                                "Give all pools the same path; their host names tell them apart.");
            }
        }
    }

    private static Stream<String> hosts(PoolSettings pool) {
        return Stream.concat(
                        Stream.of(HostName.of(pool.issuer())),
                        pool.hosts().stream().map(host -> HostName.of(host, pool.issuer())))
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
}
