package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link in the documents has a target, and so has every document that code, logs and messages name. */
class LinksTest {
    private static final Pattern NAMED = Pattern.compile("\\bdocs/[\\w./-]+\\.(?:md|yaml)(?:#([\\w-]+))?");
    private static final Pattern TEXT_FILE =
            Pattern.compile(".*\\.(java|xml|js|mjs|ts|html|properties|yaml|md)|.*/run");

    @Test
    void everyLink_leadsToAFileAndToAHeadingInIt() {
        List<String> dead = new ArrayList<>();
        for (Document document : Document.all()) {
            for (String link : document.links()) {
                if (!leadsSomewhere(document, link)) {
                    dead.add(document.name() + ": " + link);
                }
            }
        }

        assertThat(dead).as("links that lead nowhere").isEmpty();
        assertThat(Document.all().stream()
                        .mapToInt(document -> document.links().size())
                        .sum())
                .as("links that were looked at")
                .isGreaterThan(150);
    }

    @Test
    void everyDocumentInDocs_isReachedFromTheIndex() {
        Path index = Document.ROOT.resolve("docs/README.md");
        Set<Path> reached = new TreeSet<>();
        for (Path from : List.of(index, Document.ROOT.resolve("docs/evidence/README.md"))) {
            Document.read(from).links().forEach(link -> reached.add(target(from, link)));
        }

        assertThat(Document.all())
                .filteredOn(document ->
                        document.name().startsWith("docs/") && !document.path().equals(index))
                .filteredOn(document -> !document.name().contains(".zh-CN."))
                .extracting(Document::path)
                .as("documents that docs/README.md leads to")
                .isSubsetOf(reached);
    }

    @Test
    void documentsThatCodeNames_exist() throws IOException {
        List<String> dead = new ArrayList<>();
        int named = 0;
        for (Path file : textFiles()) {
            Matcher matcher = NAMED.matcher(Files.readString(file));
            while (matcher.find()) {
                named++;
                String path = matcher.group().replaceFirst("#.*", "");
                String fragment = matcher.group(1);
                Path target = Document.ROOT.resolve(path);
                if (!Files.exists(target)
                        || fragment != null && !Document.read(target).hasFragment(fragment)) {
                    dead.add(Document.ROOT.relativize(file) + ": " + matcher.group());
                }
            }
        }

        assertThat(dead).as("names of documents that do not exist").isEmpty();
        assertThat(named).as("names that were looked at").isGreaterThan(40);
    }

    private static boolean leadsSomewhere(Document document, String link) {
        Path target = target(document.path(), link);
        int hash = link.indexOf('#');
        return Files.exists(target) && (hash < 0 || Document.read(target).hasFragment(link.substring(hash + 1)));
    }

    private static Path target(Path from, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? from : from.resolveSibling(path).normalize();
    }

    private static List<Path> textFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("filter", "hosted-page", "demo-webapp", ".ci")) {
            Path root = Document.ROOT.resolve(folder);
            if (Files.exists(root)) {
                try (Stream<Path> found = Files.walk(root)) {
                    found.filter(Files::isRegularFile)
                            .filter(file -> TEXT_FILE.matcher(file.toString()).matches())
                            .filter(file ->
                                    !Document.ROOT.relativize(file).toString().matches(".*(target|node_modules)/.*"))
                            .filter(file -> !file.endsWith("LinksTest.java"))
                            .forEach(files::add);
                }
            }
        }
        try (Stream<Path> top = Files.list(Document.ROOT)) {
            top.filter(Files::isRegularFile)
                    .filter(file -> TEXT_FILE.matcher(file.toString()).matches())
                    .forEach(files::add);
        }
        return files;
    }
}
