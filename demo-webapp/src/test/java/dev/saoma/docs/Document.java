package dev.saoma.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of the repository, read as GitHub reads it. */
record Document(Path path, String text) {
    /** The repository's root, relative to the folder in which Maven runs a module's tests. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern HEADING = Pattern.compile("^(#{1,6}) (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** A heading: its level, the fragment that GitHub derives from its text, and the anchor written right before it. */
    record Heading(int level, String fragment, String anchor) {}

    static Document read(Path path) {
        try {
            return new Document(path.toAbsolutePath().normalize(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns every document that a reader opens: those at the top, those in docs/, and the npm package's. */
    static List<Document> all() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.concat(top, docs), Stream.of(ROOT.resolve("hosted-page/src/main/npm/README.md")))
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return ROOT.relativize(path).toString();
    }

    /** Returns the text without its code blocks, which are not Markdown. */
    String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    List<String> codeBlocks() {
        return FENCE.matcher(text).results().map(block -> block.group()).toList();
    }

    /** Returns the targets of its links, as written, without addresses on the web. */
    List<String> links() {
        return LINK.matcher(prose())
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    List<Heading> headings() {
        List<Heading> headings = new ArrayList<>();
        String anchor = "";
        for (String line : prose().split("\n")) {
            Matcher heading = HEADING.matcher(line);
            Matcher written = ANCHOR.matcher(line);
            if (heading.matches()) {
                headings.add(new Heading(heading.group(1).length(), fragment(heading.group(2)), anchor));
                anchor = "";
            } else if (written.find()) {
                anchor = written.group(1);
            } else if (!line.isBlank()) {
                anchor = "";
            }
        }
        return headings;
    }

    boolean hasFragment(String fragment) {
        return ANCHOR.matcher(prose())
                        .results()
                        .anyMatch(anchor -> anchor.group(1).equals(fragment))
                || headings().stream().anyMatch(heading -> heading.fragment().equals(fragment));
    }

    /** Returns GitHub's fragment for a heading: lower case, no punctuation, hyphens for spaces. */
    private static String fragment(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                .replace(' ', '-');
    }
}
