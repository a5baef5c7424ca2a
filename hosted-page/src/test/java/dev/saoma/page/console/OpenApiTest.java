package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Api;
import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.database.Duty;
import io.swagger.v3.oas.models.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The API description matches the console's table: what is in only one of them fails. */
class OpenApiTest {
    private final OpenApi api = OpenApi.read();
    private final Map<String, Operation> operations = api.operations();
    private final List<Row> rows =
            ConsoleTable.rows().stream().filter(row -> row.api() != Api.NONE).toList();

    @Test
    @DisplayName("5B, API: openapi.yaml has the addresses of the table, and no others")
    void addresses_areThoseOfTheTable() {
        assertThat(operations.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(Row::toString).toList())
                .hasSizeGreaterThan(12);
    }

    @Test
    @DisplayName("5B, API: openapi.yaml has the parameters, members, duties and versions of the table")
    void operations_areThoseOfTheTable() {
        for (Row row : rows) {
            Operation operation = operations.get(row.toString());
            assertThat(api.members(operation)).as("%s: members", row).isEqualTo(new TreeSet<>(row.members()));
            assertThat(OpenApi.versioned(operation)).as("%s: If-Match", row).isEqualTo(row.versioned());
            assertThat(operation.getExtensions().get("x-saoma-duties"))
                    .as("%s: duties", row)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrderElementsOf(
                            row.duties().stream().map(Duty::code).toList());
        }
    }

    @Test
    @DisplayName("5B, API: openapi.yaml names every refusal that the router can give to a row")
    void refusals_areThoseOfTheRouter() {
        for (Row row : rows) {
            Set<String> expected = new TreeSet<>(Set.of("401", "403", "422", "429", "503"));
            if (row.path().contains("{id}")) {
                expected.add("404");
            }
            if (row.versioned()) {
                expected.addAll(Set.of("412", "428"));
            }
            if (row.api() == Api.WRITE) {
                expected.addAll(Set.of("400", "409", "413", "415"));
            }
            Set<String> said = operations.get(row.toString()).getResponses().keySet().stream()
                    .filter(status -> !status.startsWith("2"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(said).as(row.toString()).containsAll(expected);
        }
    }
}
