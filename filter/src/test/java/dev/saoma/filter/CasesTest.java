package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/evidence/cases.md} names for each case, of the filter, the SDK and the page, the tests that really carry its id.
 */
class CasesTest {
    private static final List<String> MODULES = List.of("filter", "hosted-page", "demo-webapp");

    /** The heading of the second part; what precedes it is about the filter and the browser SDK. */
    private static final String OF_THE_PAGE = "# The hosted page";

    private static final Pattern ROW = Pattern.compile("\\| ((?:window )?[A-Z]\\d+) \\|(?:.* \\|)? ([^|]*) \\|");
    private static final Pattern NAME =
            Pattern.compile("@(?:DisplayName|Label)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+)");
    private static final Pattern IDS = Pattern.compile("\\b((?:window )?[A-Z])(\\d+)(?: to [A-Z]?(\\d+))?\\b");

    private static final Pattern CONSOLE_ROW = Pattern.compile("(?m)^\\| (5B(?:, [\\w ]+)?) \\| .* \\| ([^|]+) \\|$");
    private static final Pattern CONSOLE_PART = Pattern.compile("@DisplayName\\(\\s*\"(5B(?:, [\\w ]+)?):");

    @Test
    void everyCaseOfTheFilter_isInTheTable() throws IOException {
        List<String> wanted = new ArrayList<>(ids("P", 28));
        wanted.addAll(ids("R", 19));
        wanted.add("R22");
        wanted.addAll(ids("T", 15));
        wanted.add("T20");
        wanted.addAll(ids("S", 12));
        wanted.add("S17");
        wanted.addAll(ids("C", 18));
        wanted.add("C20");
        wanted.add("C22");
        wanted.addAll(ids("L", 9));
        assertThat(table(false).keySet()).containsAll(wanted);
    }

    @Test
    void everyCaseOfThePage_isInItsTable() throws IOException {
        List<String> wanted = new ArrayList<>(ids("A", 21));
        wanted.addAll(ids("K", 12));
        wanted.add("K15");
        wanted.addAll(ids("L", 9));
        wanted.addAll(ids("W", 18));
        wanted.add("W20");
        wanted.addAll(ids("Y", 6));
        wanted.add("Y8");
        wanted.addAll(ids("N", 10));
        wanted.add("N15");
        wanted.addAll(ids("C", 18));
        wanted.add("C20");
        wanted.add("C22");
        assertThat(table(true).keySet()).containsAll(wanted);
    }

    @Test
    void everyCaseOfTheBrowserSdk_isInTheTable() throws IOException {
        List<String> wanted = new ArrayList<>(ids("J", 11));
        wanted.add("J17");
        wanted.addAll(ids("window P", 8));
        wanted.addAll(ids("I", 9));
        assertThat(table(false).keySet()).containsAll(wanted);
    }

    @Test
    void everyTestInTheTable_carriesTheIdOfItsCase() throws IOException {
        check(table(false), carried(MODULES));
        check(table(true), carried(MODULES));
    }

    @Test
    void everyTestThatCarriesTheIdOfACase_isInTheTable() throws IOException {
        Map<String, List<String>> ofTheFilter = table(false);
        Map<String, List<String>> ofThePage = table(true);
        Map<String, List<String>> missing = new TreeMap<>();
        for (String module : MODULES) {
            carried(List.of(module))
                    .forEach((test, ids) -> ids.stream()
                            .filter(id -> isCase(id, ofTheFilter) || isCase(id, ofThePage))
                            .filter(id -> !names(ofTheFilter, id, test)
                                    && (module.equals("filter") && ofTheFilter.containsKey(id)
                                            || !names(ofThePage, id, test)))
                            .forEach(id -> missing.computeIfAbsent(id, key -> new ArrayList<>())
                                    .add(test)));
        }

        assertThat(missing)
                .as("ids in the names of tests that no row of docs/evidence/cases.md gives to that test")
                .isEmpty();
    }

    /** A part's row names exactly the classes whose tests carry the part. */
    @Test
    void everyPartOfTheConsole_namesTheTestsThatCarryIt() throws IOException {
        Map<String, TreeSet<String>> listed = new TreeMap<>();
        CONSOLE_ROW
                .matcher(Files.readString(Path.of("..", "docs", "evidence", "cases.md")))
                .results()
                .forEach(row -> Pattern.compile("`(\\w+)`")
                        .matcher(row.group(2))
                        .results()
                        .forEach(test -> listed.computeIfAbsent(row.group(1), key -> new TreeSet<>())
                                .add(test.group(1))));
        Map<String, TreeSet<String>> carried = new TreeMap<>();
        for (String module : MODULES) {
            for (Path file : tests(module)) {
                CONSOLE_PART
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(part -> carried.computeIfAbsent(part.group(1), key -> new TreeSet<>())
                                .add(name(file)));
            }
        }

        assertThat(listed).as("rows of docs/evidence/cases.md").isEqualTo(carried);
    }

    /** Whether cases of this kind are in the table, under this number or another. */
    private static boolean isCase(String id, Map<String, List<String>> table) {
        String kind = kind(id);
        return table.keySet().stream().anyMatch(listed -> kind(listed).equals(kind));
    }

    private static String kind(String id) {
        return id.replaceAll("\\d+$", "");
    }

    private static boolean names(Map<String, List<String>> table, String id, String test) {
        return table.getOrDefault(id, List.of()).contains(test);
    }

    private static void check(Map<String, List<String>> table, Map<String, List<String>> carried) {
        table.forEach((id, tests) -> {
            for (String test : tests) {
                assertThat(carried).as("test class of case " + id).containsKey(test);
                assertThat(carried.get(test)).as("ids in the names of " + test).contains(id);
            }
        });
    }

    private static List<String> ids(String letter, int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> letter + number)
                .toList();
    }

    private static Map<String, List<String>> table(boolean ofThePage) throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        boolean inItsPart = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "evidence", "cases.md"))) {
            if (line.startsWith("# ")) {
                inItsPart = line.equals(OF_THE_PAGE) == ofThePage;
            }
            Matcher row = ROW.matcher(line);
            if (inItsPart && row.matches()) {
                List<String> tests = Pattern.compile("`(\\w+)`")
                        .matcher(row.group(2))
                        .results()
                        .map(test -> test.group(1))
                        .toList();
                assertThat(tests.isEmpty()).as(line).isEqualTo(row.group(2).startsWith("–"));
                table.put(row.group(1), tests);
            }
        }
        return table;
    }

    /** Returns the ids in the display names of each test class. */
    private static Map<String, List<String>> carried(List<String> modules) throws IOException {
        Map<String, List<String>> carried = new LinkedHashMap<>();
        for (String module : modules) {
            for (Path file : tests(module)) {
                List<String> ids = carried.computeIfAbsent(name(file), key -> new ArrayList<>());
                NAME.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> IDS.matcher(found.group(1)).results().forEach(id -> {
                            int first = Integer.parseInt(id.group(2));
                            int last = id.group(3) == null ? first : Integer.parseInt(id.group(3));
                            IntStream.rangeClosed(first, last).forEach(number -> ids.add(id.group(1) + number));
                        }));
            }
        }
        return carried;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static List<Path> tests(String module) throws IOException {
        Predicate<Path> isTest = file -> file.toString().replace('\\', '/').contains("/src/test/java/")
                && file.toString().endsWith(".java");
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
            return files.filter(isTest).collect(Collectors.toList());
        }
    }
}
