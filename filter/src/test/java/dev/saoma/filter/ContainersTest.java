package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.distribution.Distributions;
import dev.saoma.filter.distribution.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The jar that docs/filter/containers.md names for a container comes from the table above it, and that table from runs.
 */
class ContainersTest {
    private static List<List<String>> rows() throws IOException {
        return Results.rows(Files.readString(Results.TABLE));
    }

    @Test
    void table_hasEachContainerOnce() throws IOException {
        assertThat(rows())
                .extracting(row -> row.get(1).replace("`", ""))
                .containsExactlyElementsOf(Stream.concat(
                                Arrays.stream(Distributions.values()).map(Distributions::toString),
                                BootIT.NAMES.stream())
                        .toList());
    }

    @Test
    @DisplayName("a jar is named for the containers in which the filter works and stays closed, and for no others")
    void jars_areNamedForTheContainersOfTheTable() throws IOException {
        for (String api : new String[] {"javax", "jakarta"}) {
            String line = Files.readAllLines(Results.TABLE).stream()
                    .filter(each -> each.startsWith("| ") && each.contains("saoma-filter-…-" + api + ".jar"))
                    .findFirst()
                    .orElseThrow();
            List<String> claimed =
                    List.of(line.replaceFirst(".* \\| (.*) \\|", "$1").split(", "));
            assertThat(claimed)
                    .as(api)
                    .containsExactlyInAnyOrderElementsOf(rows().stream()
                            .filter(row -> api.equals(api(row.get(1).replace("`", ""))))
                            // Up to the dispatches: what an application's own libraries do is in the table alone.
                            .filter(row -> row.get(4).equals("works")
                                    && row.subList(4, 10).stream().noneMatch("fails"::equals))
                            .map(row -> row.get(0))
                            .collect(Collectors.toList()));
        }
    }

    private static String api(String name) {
        if (BootIT.NAMES.contains(name)) {
            return name.equals("boot-2.7") ? "javax" : "jakarta";
        }
        return Arrays.stream(Distributions.values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow()
                .api();
    }
}
