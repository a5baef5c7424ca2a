package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.docs.Document.Heading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page that a user needs exists in English and in Chinese, and the two say the same. */
class LanguagesTest {
    /** Pages for users; architecture, decisions, evidence and the table of routes are for those who work on the product. */
    private static final Pattern FOR_USERS =
            Pattern.compile("README\\.md|docs/(README|stacks)\\.md|docs/(filter|page|site|release)/(?!routes).*\\.md");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMENT = Pattern.compile("(?m)\\s*(#|//)\\s.*$|<!--.*?-->");

    static Stream<Document> pages() {
        return Document.all().stream()
                .filter(page -> FOR_USERS.matcher(page.name()).matches())
                .filter(page -> !page.name().contains(".zh-CN."));
    }

    private static Document chinese(Document english) {
        return Document.read(pair(english.path()));
    }

    private static Path pair(Path english) {
        return english.resolveSibling(english.getFileName().toString().replace(".md", ".zh-CN.md"));
    }

    @Test
    void everyPage_hasItsPair_andNoPairIsWithoutItsPage() {
        assertThat(pages().map(Document::path).filter(page -> !Files.exists(pair(page))))
                .as("pages without a Chinese one beside them")
                .isEmpty();
        assertThat(Document.all().stream()
                        .map(Document::path)
                        .filter(page -> page.toString().endsWith(".zh-CN.md")))
                .as("Chinese pages")
                .containsExactlyInAnyOrderElementsOf(
                        pages().map(page -> pair(page.path())).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pair_linksItsOtherLanguageAtTheTop(Document english) {
        String name = english.path().getFileName().toString();
        String other = pair(english.path()).getFileName().toString();

        assertThat(english.text().lines().limit(3)).contains("**English** · [中文](" + other + ")");
        assertThat(chinese(english).text().lines().limit(3)).contains("[English](" + name + ") · **中文**");
    }

    /** A link with a fragment leads to the same place in both languages. */
    @ParameterizedTest
    @MethodSource("pages")
    void pair_hasTheSameHeadings_underTheSameAnchors(Document english) {
        List<Heading> headings = english.headings();
        List<Heading> translated = chinese(english).headings();

        assertThat(translated).extracting(Heading::level).isEqualTo(levels(headings));
        assertThat(translated.subList(1, translated.size()))
                .extracting(Heading::anchor)
                .isEqualTo(headings.subList(1, headings.size()).stream()
                        .map(Heading::fragment)
                        .toList());
    }

    private static List<Integer> levels(List<Heading> headings) {
        return headings.stream().map(Heading::level).toList();
    }

    /** Settings, addresses, messages, values: whatever is written as code. */
    @ParameterizedTest
    @MethodSource("pages")
    void pair_namesTheSameSettingsAndValues(Document english) {
        assertThat(code(chinese(english))).isEqualTo(code(english));
    }

    private static Set<String> code(Document document) {
        Set<String> code = new TreeSet<>();
        CODE.matcher(COMMENT.matcher(document.prose()).replaceAll(""))
                .results()
                .forEach(span -> code.add(span.group(1).replaceAll("\\s+", " ")));
        return code;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pair_hasTheSameSnippets_butForComments(Document english) {
        assertThat(snippets(chinese(english))).isEqualTo(snippets(english));
    }

    private static List<String> snippets(Document document) {
        return document.codeBlocks().stream()
                .map(block -> COMMENT.matcher(block).replaceAll(""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pair_leadsToTheSamePages_inItsLanguage(Document english) {
        String self = english.path().getFileName().toString();
        Set<String> expected = new TreeSet<>();
        for (String link : english.links()) {
            expected.add(english(link, self));
        }
        Set<String> found = new TreeSet<>();
        Document chinese = chinese(english);
        for (String link : chinese.links()) {
            found.add(english(link, self));
            Path target =
                    english.path().resolveSibling(link.replaceFirst("#.*", "")).normalize();
            assertThat(Files.exists(pair(target)) && target.toString().endsWith(".md") && !isPairOf(english, target))
                    .as(chinese.name() + " leads to an English page that has a Chinese one: " + link)
                    .isFalse();
        }
        expected.remove("");
        found.remove("");

        assertThat(found).isEqualTo(expected);
    }

    /** The results of runs are written into the English page alone. */
    @Test
    void containers_haveTheSameResultsInBothLanguages() {
        Document english = Document.read(Document.ROOT.resolve("docs/filter/containers.md"));

        assertThat(results(chinese(english))).isEqualTo(results(english)).hasSizeGreaterThan(15);
    }

    private static List<String> results(Document containers) {
        return containers
                .text()
                .lines()
                .filter(line -> line.matches("\\| [^|]+ \\| `[a-z0-9.-]+` \\|.*"))
                .toList();
    }

    private static boolean isPairOf(Document english, Path target) {
        return target.equals(english.path());
    }

    /** Returns a link as on the English page; one to the page itself is its fragment alone. */
    private static String english(String link, String self) {
        String english = link.replace(".zh-CN.md", ".md");
        return english.startsWith(self) ? english.substring(self.length()) : english;
    }
}
