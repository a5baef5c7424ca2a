package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleRulesTest {
    private static final Map<String, Set<String>> RULES = Map.of(
            "/*", Set.of("staff"),
            "/admin/*", Set.of("admin", "owner"),
            "/admin/reports/*", Set.of("auditor"),
            "/admin/help", Set.of("*"),
            "*.do", Set.of("clerk"));

    private static RoleRules rules(long seed) {
        List<String> patterns = new ArrayList<>(RULES.keySet());
        Collections.shuffle(patterns, new Random(seed));
        Map<String, Set<String>> ordered = new LinkedHashMap<>();
        patterns.forEach(pattern -> ordered.put(pattern, RULES.get(pattern)));
        return new RoleRules(ordered);
    }

    @ParameterizedTest
    @DisplayName("the most specific pattern decides")
    @CsvSource({
        "/, staff",
        "/orders, staff",
        "/orders.do, clerk",
        "/admin, admin",
        "/admin, owner",
        "/admin/x, admin",
        "/admin/x.do, admin",
        "/admin/help, anything",
        "/admin/help/x, owner",
        "/admin/reports/2026, auditor",
        "/admin/reportsx, admin",
        "/Admin, staff",
        "/administration, staff"
    })
    void path_needsItsRole(String path, String role) {
        RoleRules rules = rules(0);
        assertThat(rules.permit(path, role::equals)).isTrue();
        if (!path.equals("/admin/help")) {
            for (String other : List.of("staff", "clerk", "admin", "auditor", "*", "")) {
                boolean listed = role.equals(other) || role.equals("owner") && other.equals("admin");
                if (!listed) {
                    assertThat(rules.permit(path, other::equals))
                            .as("%s for %s", path, other)
                            .isFalse();
                }
            }
        }
    }

    private static boolean permits(String path, String... roles) {
        RoleRules rules = new RoleRules(Map.of(
                "/admin", Set.of("admin"),
                "/reports/", Set.of("auditor"),
                "*.do", Set.of("clerk"),
                "/help", Set.of("*"),
                "/help/*", Set.of("staff"),
                "/both", Set.of("one"),
                "/both/", Set.of("two"),
                "/", Set.of("home")));
        return rules.permit(path, Set.of(roles)::contains);
    }

    @Test
    @DisplayName(
            "a rule for an exact path restricts the path with a slash at its end, and without one, as frameworks read it")
    void slashAtTheEnd_isUnderTheRuleToo() {
        assertThat(permits("/admin/")).isFalse();
        assertThat(permits("/admin/", "admin")).isTrue();
        assertThat(permits("/reports")).isFalse();
        assertThat(permits("/reports", "auditor")).isTrue();
        assertThat(permits("/x/7.do/")).isFalse();
        assertThat(permits("/x/7.do/", "clerk")).isTrue();
        assertThat(permits("/admin/x")).isTrue();
        assertThat(permits("/administration/")).isTrue();
        assertThat(permits("/")).isFalse();
        assertThat(permits("/orders/")).isTrue();
    }

    @Test
    @DisplayName("it opens nothing that another rule closes, and a path that a rule names exactly has that rule alone")
    void slashAtTheEnd_opensNothing() {
        assertThat(permits("/help")).isTrue();
        assertThat(permits("/help/")).isFalse();
        assertThat(permits("/help/", "staff")).isTrue();
        assertThat(permits("/both", "one")).isTrue();
        assertThat(permits("/both", "two")).isFalse();
        assertThat(permits("/both/", "two")).isTrue();
        assertThat(permits("/both/", "one")).isFalse();
    }

    @Test
    @DisplayName("a public folder does not open the other spelling of a path that a rule closes")
    void publicFolder_leavesTheOtherSpellingClosed() {
        AccessRules access = new AccessRules(
                new PathPatterns(List.of("/open/*", "*.css", "/app/", "/health")),
                new PathPatterns(List.of()),
                new RoleRules(Map.of(
                        "/open/secret", Set.of("admin"),
                        "/open/reports/", Set.of("auditor"),
                        "/app", Set.of("staff"),
                        "/x.css/", Set.of("designer"))));
        assertThat(access.isPublic("/open/secret/")).isFalse();
        assertThat(access.isPublic("/open/reports")).isFalse();
        assertThat(access.isPublic("/x.css")).isFalse();
        assertThat(access.isPublic("/open/secrets/")).isTrue();
        assertThat(access.isPublic("/app/")).isTrue();
        assertThat(access.isPublic("/health")).isTrue();
        assertThat(access.isPublic("/health/")).isFalse();
    }

    @Test
    void rulesOfBothSpellings_areNamedForTheLog() {
        RoleRules rules = new RoleRules(Map.of("/admin", Set.of("admin"), "/admin/*", Set.of("staff")));
        assertThat(rules.rule("/admin/")).contains("/admin = admin", " and ", "/admin/* = staff");
        assertThat(rules.rule("/admin")).isEqualTo("/admin = admin");
    }

    @Property
    @Label("P22: the order of rules changes nothing")
    void order_changesNothing(@ForAll long seed, @ForAll int choice) {
        String[] paths = {"/", "/a.do", "/admin", "/admin/x.do", "/admin/reports/x.do", "/admin/help", "//x"};
        String path = paths[Math.floorMod(choice, paths.length)];
        for (String role : List.of("staff", "clerk", "admin", "owner", "auditor")) {
            assertThat(rules(seed).permit(path, role::equals)).isEqualTo(rules(0).permit(path, role::equals));
        }
    }

    @Test
    @DisplayName("design 6: what can be read in two ways satisfies every rule")
    void ambiguousTarget_needsEveryRule() {
        RoleRules rules = rules(0);
        Set<String> most = Set.of("staff", "admin", "auditor");
        assertThat(rules.permit(null, most::contains)).isFalse();
        assertThat(rules.permit(null, Set.of("staff", "owner", "auditor", "clerk")::contains))
                .isTrue();
    }

    @Test
    @DisplayName("P5: a public extension opens nothing under a rule, whatever is more specific is")
    void publicAndRule_followTheMoreSpecific() {
        AccessRules access = new AccessRules(
                new PathPatterns(List.of("*.css", "/admin/login", "/open/*", "/help/*")),
                PathPatterns.orWhole(List.of("/*")),
                new RoleRules(Map.of(
                        "/admin/*", Set.of("admin"),
                        "/open/secret/*", Set.of("admin"),
                        "/help/*", Set.of("admin"),
                        "*.css", Set.of("admin"))));
        assertThat(access.isPublic("/x.css")).isFalse();
        assertThat(access.isPublic("/admin/x.css")).isFalse();
        assertThat(access.isPublic("/admin/login")).isTrue();
        assertThat(access.isPublic("/open/x")).isTrue();
        assertThat(access.isPublic("/open/secret/x")).isFalse();
        assertThat(access.isPublic("/help/x")).isFalse();
        assertThat(access.isPublic("/other")).isFalse();
    }

    @Test
    void ruleForEverything_leavesPublicPathsPublic() {
        AccessRules access = new AccessRules(
                new PathPatterns(List.of("*.css")),
                new PathPatterns(List.of()),
                new RoleRules(Map.of("/*", Set.of("staff"))));
        assertThat(access.isPublic("/x.css")).isTrue();
        assertThat(access.isPublic("/x")).isFalse();
    }

    @Test
    void wrongPattern_isRefused() {
        assertThatThrownBy(() -> new RoleRules(Map.of("admin", Set.of("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("admin: must begin with / or be like *.css");
    }
}
