package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the whole file, collects every mistake, and only then either throws or answers. */
final class SettingsReader {
    private static final Pattern LISTEN = Pattern.compile("([^:\\s]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

    private final References references;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingsReader(References references) {
        this.references = references;
    }

    PageSettings read(String source, String yaml) {
        Section root = new Section("", compose(source, yaml), references, mistakes);
        Listen listen = root.text("listen").flatMap(text -> listen(root, text)).orElse(new Listen("127.0.0.1", 8080));
        List<PoolSettings> pools = new PoolsReader(references, warnings).read(root);
        ProcessSettings process = new ProcessReader(references, warnings).read(root);
        if (process.trustedProxies().isEmpty() && pools.stream().anyMatch(SettingsReader::isBehindProxy)) {
            warnings.add(
                    "trustedProxies is not set, but a proxy ends TLS in front of this page: then its clients count as one"
                            + " client, or, where it is on this machine, there is no limit per address at all. Write trustedProxies:"
                            + " [127.0.0.1, \"::1\"] for a proxy on this machine, else its address.");
        }
        root.close();
        references.overrides().close(references.variables(), mistakes, warnings);
        if (!mistakes.isEmpty()) {
            throw SettingsException.of(source, mistakes);
        }
        return new PageSettings(listen, pools, process, warnings);
    }

    /** The page itself speaks plain HTTP. */
    private static boolean isBehindProxy(PoolSettings pool) {
        return pool.issuer().getScheme().equals("https");
    }

    private Node compose(String source, String yaml) {
        LoadSettings load = LoadSettings.builder()
                .setLabel(source)
                .setAllowDuplicateKeys(true) // Section reports them with the other mistakes.
                .build();
        try {
            Optional<Node> node = new Compose(load).composeString(yaml);
            if (node.isPresent()) {
                return node.get();
            }
            mistakes.add(new Mistake(source, 0, "is empty.", "Begin with the example in docs/page/settings.md."));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            mistakes.add(new Mistake(source, line, "is not YAML: " + e.getProblem() + ".", "Check indent and quotes."));
        } catch (YamlEngineException e) {
            mistakes.add(new Mistake(source, 0, "is not YAML.", "Check indent and quotes."));
        }
        throw SettingsException.of(source, mistakes);
    }

    static Optional<Listen> listen(Section root, String text) {
        var matcher = LISTEN.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
            root.mistake("listen", "is not host:port.", "Write it as 127.0.0.1:8080 or [::1]:8080.");
            return Optional.empty();
        }
        String host = matcher.group(1);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Optional.of(new Listen(bare, Integer.parseInt(matcher.group(2))));
    }
}
