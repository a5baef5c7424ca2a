package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each id of a case, rule, probe or pain that a test's name or a Javadoc names has its sentence in {@code docs/evidence/}. */
class EvidenceTest {
    private static final Path EVIDENCE = Path.of("..", "docs", "evidence");
    private static final List<String> DOCUMENTS = List.of("cases.md", "rules.md", "probes.md");

    /** Where ids may be named: in the texts of these annotations, tags and comments. */
    private static final List<Pattern> NAMING = List.of(
            Pattern.compile("@(?:DisplayName|Label)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+)"),
            Pattern.compile("@see \"((?:[^\"\\\\]|\\\\.)*)\""),
            Pattern.compile("// ((?:G\\d+|R-RET)\\b.*)"));

    private static final String ID = "(?:window )?(?!H2\\b)[A-Z]\\d{1,2}|R-RET|table 0\\.1|(?:probe|pain) \\d+[a-z]?";
    private static final Pattern NAMED = Pattern.compile("\\b(?:" + ID + ")\\b");
    /** More ids of the kind named last, as in "probe 05, 05b, 06" and "P3 to P12". */
    private static final Pattern MORE = Pattern.compile("\\G(, | to |-)([A-Z]?)(\\d{1,2}[a-z]?)\\b(?!\\.)");

    private static final Pattern ROW = Pattern.compile("\\| (" + ID + ") \\| ([^|]*) \\|.*");

    @Test
    void everyIdThatIsNamed_hasItsSentence() throws IOException {
        Map<String, Set<String>> named = named();
        assertThat(named.keySet()).as("ids in the sources").contains("P14", "R7", "G33", "R-RET", "probe 05b");

        Set<String> explained = explained().keySet();
        Map<String, Set<String>> missing = new TreeMap<>(named);
        missing.keySet().removeAll(explained);

        assertThat(missing)
                .as("ids without a sentence in docs/evidence/{cases,rules,probes}.md, and where they are named")
                .isEmpty();
    }

    @Test
    void everySentence_isOne() throws IOException {
        explained().forEach((id, sentence) -> assertThat(sentence).as(id).matches("(?s)[\\p{Lu}`\\[].{15,}\\."));
    }

    @ParameterizedTest
    @DisplayName("lists and ranges name what they leave out")
    @CsvSource(
            delimiter = '|',
            value = {
                "P14, R7: text | [P14, R7]",
                "probe 05, 05b, 06, R10: text | [R10, probe 05, probe 05b, probe 06]",
                "table 0.1, P3 to P5, P25: text | [P25, P3, P4, P5, table 0.1]",
                "G5-G7: text | [G5, G6, G7]",
                "Saoma security rules G33 to G35 | [G33, G34, G35]",
                "window P3 to P5, J6: text | [J6, window P3, window P4, window P5]",
                "RFC 9700, 2.1; P1 and 12 of them | [P1]",
                "RS256, S256, HTTP/1.1 and 2.4, H2 | []"
            })
    void ids_ofAName(String text, String ids) {
        assertThat(new TreeSet<>(ids(text))).hasToString(ids);
    }

    private static Map<String, Set<String>> named() throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            for (Pattern naming : NAMING) {
                naming.matcher(source)
                        .results()
                        .forEach(found -> ids(found.group(1))
                                .forEach(id -> named.computeIfAbsent(id, key -> new TreeSet<>())
                                        .add(file.getFileName().toString())));
            }
        }
        return named;
    }

    private static List<String> ids(String text) {
        List<String> ids = new ArrayList<>();
        Matcher named = NAMED.matcher(text);
        Matcher more = MORE.matcher(text);
        for (int from = 0; named.find(from); ) {
            String last = named.group();
            ids.add(last);
            from = named.end();
            while (more.find(from)) {
                String kind = last.replaceAll("\\d+[a-z]?$", "");
                if (!more.group(2).isEmpty() && !kind.endsWith(more.group(2))) {
                    break;
                }
                String next = kind + more.group(3);
                if (!more.group(1).equals(", ")) {
                    IntStream.range(number(last) + 1, number(next)).forEach(number -> ids.add(kind + number));
                }
                ids.add(next);
                last = next;
                from = more.end();
            }
        }
        return ids;
    }

    private static int number(String id) {
        return Integer.parseInt(id.replaceAll("\\D", ""));
    }

    private static Map<String, String> explained() throws IOException {
        Map<String, String> explained = new LinkedHashMap<>();
        for (String document : DOCUMENTS) {
            for (String line : Files.readAllLines(EVIDENCE.resolve(document))) {
                Matcher row = ROW.matcher(line);
                boolean sentence = row.matches()
                        && !row.group(2).startsWith("–")
                        && row.group(2).endsWith(".");
                if (sentence) {
                    assertThat(explained.put(row.group(1), row.group(2)))
                            .as(row.group(1) + " has two sentences")
                            .isNull();
                }
            }
        }
        return explained;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(Path.of(".."), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean ours = name.equals("..") || !name.startsWith(".") && !name.equals("target");
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
