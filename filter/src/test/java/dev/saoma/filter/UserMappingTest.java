package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserMappingTest {
    @Test
    void mapping_isDeafToItsInputs() {
        List<String> list = new ArrayList<>(List.of("a"));
        UserMapping user = UserMapping.user("zhangwei").attribute("list", list);
        UserMapping more = user.role("clerk");
        list.add("b");

        assertThat(user.attributes()).containsEntry("list", List.of("a"));
        assertThat(user.roles()).isEmpty();
        assertThat(more.roles()).containsExactly("clerk");
    }

    @Test
    void attributes_holdWhatASessionStoreCanKeep() {
        UserMapping user = UserMapping.user("x").attribute("map", Map.of("list", List.of(Set.of(1L), true)));
        assertThat(user.attributes()).containsEntry("map", Map.of("list", List.of(Set.of(1L), true)));

        assertThatThrownBy(() -> UserMapping.user("x").attribute("bad", new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attribute bad: expected text, numbers, booleans, or lists, sets and maps of them, got"
                        + " java.lang.Object");
        assertThatThrownBy(() -> UserMapping.user("x").attribute("bad", Arrays.asList("a", null)))
                .hasMessageContaining("got null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "bind",
                "//evil.example",
                "/a/../b",
                "/a?x=1",
                "/a;x",
                "https://evil.example",
                "/a/",
                "/\\x"
            })
    void bindPage_isAPlainPathOfTheApplication(String page) {
        assertThatThrownBy(() -> UserMapping.bind(page)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyAUser_hasRolesAndAttributes() {
        assertThatThrownBy(() -> UserMapping.refuse("no").role("admin")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> UserMapping.bind("/bind").attribute("a", "b"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> UserMapping.user("")).isInstanceOf(IllegalArgumentException.class);
    }
}
