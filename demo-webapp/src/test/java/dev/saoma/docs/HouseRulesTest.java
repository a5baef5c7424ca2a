package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.docs.Sources.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The house rules in every module: files, packages and signatures small enough to keep in mind, and the field's words.
 */
class HouseRulesTest {
    private static final int MOST_LINES = 300;
    private static final int MOST_FILES = 30;
    private static final int MOST_PARAMETERS = 8;

    private static final Pattern PRIVATE_WORDS =
            Pattern.compile("(?i)\\b(tells?|told|untold|telling|hears?|heard|hearing|troubles?"
                    + "|somebody|nobody|whoever|go(es)? on|going on|went on|gone on|anew)\\b");

    /** The texts of @DisplayName, and the names of parameterized tests. */
    private static final Pattern DISPLAY_NAME =
            Pattern.compile("(?:@DisplayName\\(|\\bname = )\\s*((?:\"(?:[^\"\\\\]++|\\\\.)*+\"[\\s+]*+)++)");

    private static final List<Path> MAIN = Sources.all("main");
    private static final List<Path> JAVA = endingIn(MAIN, "java");
    private static final List<Path> TESTS = Sources.all("test");

    @BeforeAll
    static void allModulesAreFound() {
        assertThat(JAVA.stream().map(HouseRulesTest::module))
                .as("modules with code")
                .contains(
                        "filter",
                        "filter/bench",
                        "filter/spring-boot",
                        "filter/testing",
                        "hosted-page",
                        "hosted-page/bench",
                        "demo-webapp");
        assertThat(TESTS.stream().map(HouseRulesTest::module))
                .as("modules with tests")
                .contains("filter", "filter/testing/examples", "hosted-page", "demo-webapp", "demo-webapp/release");
    }

    @Test
    void file_isNotLongerThan300Lines() {
        List<Path> tests = endingIn(TESTS, "java");

        assertThat(tests).hasSizeGreaterThan(500);
        assertThat(Stream.of(JAVA, tests).flatMap(List::stream))
                .filteredOn(file -> lines(file).size() > MOST_LINES)
                .as("files of more than %d lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void package_hasNotMoreThan30Files() {
        Map<Path, Long> sizes = JAVA.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        assertThat(sizes).hasSizeGreaterThan(50);
        assertThat(sizes.entrySet())
                .filteredOn(size -> size.getValue() > MOST_FILES)
                .as("packages of more than %d files", MOST_FILES)
                .isEmpty();
    }

    /** A record of settings has a component for each of them, and is created in one place. */
    @Test
    void signature_hasNotMoreThan8Parameters() {
        List<Signature> signatures = Sources.signatures(JAVA);

        assertThat(signatures).hasSizeGreaterThan(5000);
        assertThat(signatures)
                .filteredOn(signature -> signature.parameters() > MOST_PARAMETERS)
                .filteredOn(signature ->
                        !(signature.ofRecord() && signature.file().getParent().endsWith("settings")))
                .as("methods, constructors and records with more than %d parameters", MOST_PARAMETERS)
                .isEmpty();
    }

    @Test
    void codeAndComments_useTheFieldsWords() {
        List<String> found = endingIn(MAIN, "java", "js", "html", "css", "xml", "ts").stream()
                .flatMap(file -> lines(file).stream()
                        .filter(line -> PRIVATE_WORDS.matcher(line).find())
                        .map(line -> Document.ROOT.relativize(file) + ": " + line.strip()))
                .toList();

        assertThat(found)
                .as("words for which HTTP, OAuth and Servlet have terms")
                .isEmpty();
    }

    @Test
    void displayNames_useTheFieldsWords() {
        Map<Path, List<String>> names = endingIn(TESTS, "java").stream()
                .collect(Collectors.toMap(
                        file -> file,
                        file -> DISPLAY_NAME
                                .matcher(String.join("\n", lines(file)))
                                .results()
                                .map(name -> name.group(1)
                                        .replaceAll("\"\\s*\\+\\s*\"", "")
                                        .strip())
                                .toList()));

        assertThat(names.values().stream().mapToInt(List::size).sum()).isGreaterThan(1200);
        assertThat(names.entrySet())
                .flatExtracting(file -> file.getValue().stream()
                        .filter(name -> PRIVATE_WORDS.matcher(name).find())
                        .map(name -> file.getKey().getFileName() + ": " + name)
                        .toList())
                .as("words for which HTTP, OAuth and Servlet have terms")
                .isEmpty();
    }

    @Test
    void fuzzTest_isAloneInItsClass_sinceAProcessRunsOne() {
        List<Path> fuzzed = endingIn(TESTS, "java").stream()
                .filter(file -> file.toString().endsWith("FuzzTest.java"))
                .toList();

        assertThat(fuzzed.stream().map(HouseRulesTest::module)).contains("filter", "hosted-page");
        assertThat(fuzzed)
                .hasSizeGreaterThan(11)
                .allSatisfy(file -> assertThat(lines(file))
                        .filteredOn(line -> line.contains("@FuzzTest("))
                        .hasSize(1));
    }

    private static List<Path> endingIn(List<Path> files, String... endings) {
        return files.stream()
                .filter(file ->
                        Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending)))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String module(Path file) {
        String path = Document.ROOT.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.indexOf("/src/"));
    }
}
