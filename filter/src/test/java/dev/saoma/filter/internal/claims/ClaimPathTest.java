package dev.saoma.filter.internal.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClaimPathTest {
    private final Map<String, Object> claims = new HashMap<>(Map.of(
            "realm_access", Map.of("roles", List.of("clerk")),
            "resource_access", Map.of("my.app", Map.of("roles", List.of("owner")), "my", Map.of("x", "no map")),
            "https://example.com/roles", List.of("a"),
            "address.city", "literal",
            "address", Map.of("city", "nested", "street", "s"),
            "name", "张伟"));

    @Test
    @DisplayName("a name with dots finds claims inside of others")
    void dots_leadInside() {
        assertThat(ClaimPath.find(claims, "realm_access.roles")).isEqualTo(List.of("clerk"));
        assertThat(ClaimPath.find(claims, "resource_access.my.app.roles")).isEqualTo(List.of("owner"));
        assertThat(ClaimPath.find(claims, "address.street")).isEqualTo("s");
    }

    @Test
    @DisplayName("a claim whose own name has the dots wins")
    void literalName_wins() {
        assertThat(ClaimPath.find(claims, "https://example.com/roles")).isEqualTo(List.of("a"));
        assertThat(ClaimPath.find(claims, "address.city")).isEqualTo("literal");
        claims.put("address.street", null);
        assertThat(ClaimPath.find(claims, "address.street")).isNull();
    }

    @Test
    void whatIsNotThere_isNothing() {
        for (String name :
                List.of("x", "name.first", "realm_access.", ".roles", "realm_access..roles", "", ".", "a.b.c.d")) {
            assertThat(ClaimPath.find(claims, name)).as(name).isNull();
        }
    }

    @Test
    void rolesOfAnyShape_areTextsOrNothing() {
        assertThat(ClaimPath.texts(null)).isEmpty();
        assertThat(ClaimPath.texts("admin")).containsExactly("admin");
        assertThat(ClaimPath.texts(List.of(1, "admin", List.of()))).containsExactly("admin");
        assertThat(ClaimPath.texts(Map.of("admin", true))).isEmpty();
    }
}
