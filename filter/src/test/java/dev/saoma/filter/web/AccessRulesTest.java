package dev.saoma.filter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AccessRulesTest {
    private static final List<String> OPEN =
            Arrays.asList("/public/*", "/static/*", "/static/private/*", "*.css", "/health", "/");
    private static final Map<String, Set<String>> ROLES = Map.of(
            "/static/private/*", Set.of("staff"),
            "/public/admin/*", Set.of("admin"),
            "*.css", Set.of("designer"),
            "/*", Set.of("anybody"));

    private static AccessRules rules(Random random) {
        List<String> open = new ArrayList<>(OPEN);
        open.addAll(OPEN.subList(0, random.nextInt(OPEN.size())));
        Collections.shuffle(open, random);
        List<String> patterns = new ArrayList<>(ROLES.keySet());
        Collections.shuffle(patterns, random);
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        patterns.forEach(pattern -> roles.put(pattern, ROLES.get(pattern)));
        return new AccessRules(new PathPatterns(open), new PathPatterns(Collections.emptyList()), new RoleRules(roles));
    }

    @Property
    @Label("P22: patterns in any order, repeated and overlapping: the same verdict")
    void orderAndRepetition_changeNothing(@ForAll("paths") String path, @ForAll long seed) {
        Random random = new Random(seed);

        assertThat(rules(random).isPublic(path)).isEqualTo(rules(random).isPublic(path));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("public", "static", "private", "admin", "health", "x.css", "a", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> "/" + String.join("/", segments));
    }
}
