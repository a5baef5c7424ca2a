package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The attributes of people. */
interface AttributeCases extends DirectoryCases {
    @Test
    @DisplayName("attributes are set and removed within the limits of the users file, and recorded")
    default void attributes_areToldToApplications() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");

        node.people.attributes(ROOT, U1, Map.of("department", "sales", "level", "3"), List.of());
        assertThat(node.people
                        .attributes(ROOT, U1, Map.of("department", "support"), List.of("level"))
                        .attributes())
                .isEqualTo(Map.of("department", "support"));
        arrive(node, "oA", U1, "crm");
        assertThat(node.directory.claims(U1, "crm")).isEqualTo(Map.of("department", "support"));

        for (var wrong : Map.of("sub", "x", "roles", "x", "1st", "x", "ok", " ", "long", "x".repeat(256))
                .entrySet()) {
            assertThatThrownBy(
                            () -> node.people.attributes(ROOT, U1, Map.of(wrong.getKey(), wrong.getValue()), List.of()))
                    .as(wrong.getKey())
                    .isInstanceOf(OrderRefusedException.class)
                    .hasMessageContaining(wrong.getKey());
        }
        assertThat(node.people.show(U1).person().attributes()).hasSize(1);
    }
}
