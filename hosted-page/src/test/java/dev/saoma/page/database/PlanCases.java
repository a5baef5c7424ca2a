package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.jdbc.Sql;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lists stay fast with a million people: each page reads an index from where it begins, and sorts nothing. */
interface PlanCases extends DirectoryCases {
    int PEOPLE = 20_000;

    @Test
    @DisplayName("5A: the first page, by any filter, is read from an index")
    default void firstPage_isReadFromAnIndex() {
        node("everybody");
        nodes().fill(PEOPLE);
        Map<Sql, String> expected = Map.of(
                Sql.PEOPLE, "saoma_person_last",
                Sql.PEOPLE_IN_STATE, "saoma_person_state",
                Sql.PEOPLE_NAMED, "saoma_person_name",
                Sql.PEOPLE_ENDING, "saoma_person_id_ending",
                Sql.PEOPLE_ENDING_UNFILLED, "saoma_person_id_ending",
                Sql.ENDINGS_UNFILLED, "saoma_person_id_ending");

        expected.forEach((sql, index) -> assertThat(nodes().plan(sql).toLowerCase(Locale.ROOT))
                .as(sql.toString())
                .contains(index)
                .doesNotContain("seq scan", "tablescan", "filesort"));
        assertThat(nodes().plan(Sql.PEOPLE_WITH_ROLE).toLowerCase(Locale.ROOT))
                .as("a hundred ids from the index; how the hundred are then joined and sorted is the database's affair")
                .contains("saoma_person_role_name");
    }
}
