package dev.saoma.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each product puts into WEB-INF/lib: its own artifacts and all they depend on, out of Maven's verbose dependency tree,
 * and the sizes of those jars on this class path.
 */
final class Jars {
    /** @param count jars in WEB-INF/lib */
    record Size(int count, long bytes) {}

    private static final Pattern NODE =
            Pattern.compile("^((?:[|+\\\\ -] ?)*)\\(?([\\w.-]+):([\\w.-]+):jar:(?:[\\w.-]+:)?([\\w.-]+):(\\w+).*$");
    private static final Map<String, List<String>> PRODUCTS = products();

    private final Map<String, Set<String>> dependencies = new HashMap<>();

    private static Map<String, List<String>> products() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("saoma", List.of("saoma-filter"));
        all.put("cas", List.of("cas-client-core"));
        all.put("pac4j", List.of("jakartaee-pac4j", "pac4j-oidc", "pac4j-http", "pac4j-jwt"));
        all.put(
                "spring",
                List.of(
                        "spring-security-config",
                        "spring-security-web",
                        "spring-security-oauth2-client",
                        "spring-security-oauth2-jose",
                        "spring-security-oauth2-resource-server"));
        return all;
    }

    /** @param tree what {@code dependency:tree -Dverbose} wrote */
    static Map<String, Size> of(Path tree) throws IOException {
        Jars jars = new Jars();
        jars.read(Files.readAllLines(tree));
        Map<String, Size> sizes = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> product : PRODUCTS.entrySet()) {
            sizes.put(product.getKey(), size(jars.closure(product.getValue())));
        }
        return sizes;
    }

    private void read(List<String> lines) {
        Deque<String> path = new ArrayDeque<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher node = NODE.matcher(line);
            if (!node.matches()) {
                throw new IllegalStateException("not understood in the dependency tree: " + line);
            }
            int depth = node.group(1).length() / 3;
            while (path.size() >= depth) {
                path.pop();
            }
            if (!path.isEmpty()
                    && (node.group(5).equals("compile") || node.group(5).equals("runtime"))) {
                dependencies
                        .computeIfAbsent(path.getFirst(), none -> new LinkedHashSet<>())
                        .add(node.group(3));
            }
            path.push(node.group(3));
        }
    }

    private Set<String> closure(List<String> roots) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String artifact = open.pop();
            if (found.add(artifact)) {
                open.addAll(dependencies.getOrDefault(artifact, Set.of()));
            }
        }
        return found;
    }

    private static Size size(Set<String> artifacts) throws IOException {
        long bytes = 0;
        for (String artifact : artifacts) {
            bytes += Files.size(onClassPath(artifact));
        }
        return new Size(artifacts.size(), bytes);
    }

    private static Path onClassPath(String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-\\d.*\\.jar");
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (name.matcher(String.valueOf(jar.getFileName())).matches()) {
                return jar;
            }
        }
        throw new IllegalStateException("no jar on the class path for " + artifact);
    }
}
