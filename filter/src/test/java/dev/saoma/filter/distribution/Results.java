package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tests found out about one container: a row of the table in {@code docs/filter/containers.md}. A run writes it to
 * {@code target/distributions/results}, and compares it with the table or, with {@code -Dcontainers.write=true}, puts it there.
 */
public final class Results {
    public static final Path TABLE = Path.of("..", "docs", "filter", "containers.md");

    private static final String NONE = "–";
    private static final String FAILS = "fails";

    /** The columns that come from tests. */
    public enum Cell {
        WEB_XML,
        PROPERTIES,
        WRONG_JAR,
        MISTAKE,
        WEB_SOCKET,
        ASYNC,
        SPRING_SESSION
    }

    /** A check of one cell that returns the cell's text. */
    @FunctionalInterface
    public interface Check {
        String run() throws Exception;
    }

    private final String name;
    private final String version;
    private final Map<Cell, String> cells = new EnumMap<>(Cell.class);

    public Results(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** Runs one of the checks of a cell. The cell says that it works only if all its checks return the same text. */
    public void check(Cell cell, Check check) throws Exception {
        String answer = FAILS;
        try {
            answer = check.run();
        } finally {
            String found = answer;
            cells.merge(
                    cell,
                    found,
                    (before, now) -> Stream.of(before, now).anyMatch(FAILS::equals)
                            ? FAILS
                            : Stream.of(before.split(" or "), now.split(" or "))
                                    .flatMap(Stream::of)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(" or ")));
        }
    }

    /** Writes the results, and compares the row of the table with them unless the row is being written. */
    public void finish() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "distributions", "results"));
        Files.write(
                folder.resolve(name + ".tsv"),
                Stream.concat(
                                Stream.of(
                                        "container\t" + name,
                                        "version\t" + version,
                                        "java\t" + Runtime.version().feature()),
                                cells.entrySet().stream().map(cell -> cell.getKey() + "\t" + cell.getValue()))
                        .toList());
        String table = Files.readString(TABLE);
        List<String> row = row(table);
        List<String> found = found(row);
        if (Boolean.getBoolean("saoma.distributions.write")) {
            Files.writeString(TABLE, table.replace(line(row), line(found)));
        } else if (!found.subList(4, found.size()).equals(row.subList(4, row.size()))) {
            throw new AssertionError("docs/filter/containers.md says of " + name + ":\n" + line(row)
                    + "\nand this run:\n" + line(found));
        }
    }

    private List<String> row(String table) {
        return rows(table).stream()
                .filter(row -> row.get(1).equals("`" + name + "`"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/filter/containers.md has no row for " + name));
    }

    /**
     * Returns the table's rows as cells: display name, name for the command line, version, Java, then one for each
     * {@link Cell}.
     */
    public static List<List<String>> rows(String table) {
        return table.lines()
                .filter(line -> line.matches("\\| [^|]* \\| `[^`]*` \\|.*"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }

    private List<String> found(List<String> row) {
        return Stream.concat(
                        Stream.of(
                                row.get(0),
                                row.get(1),
                                version,
                                "" + Runtime.version().feature()),
                        Stream.of(Cell.values()).map(cell -> cells.getOrDefault(cell, row.get(4 + cell.ordinal()))))
                .toList();
    }

    private static String line(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }

    /** Whether a cell of the table claims that something works. */
    public static boolean isClaim(String cell) {
        return !cell.equals(NONE) && !cell.equals(FAILS);
    }
}
