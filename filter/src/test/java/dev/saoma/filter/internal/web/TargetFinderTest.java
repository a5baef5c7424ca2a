package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TargetFinderTest {
    private final Target.Finder targets = targets();

    private static Target.Finder targets() {
        return new Target.Finder(new Addresses("https://www.example.com", "/saoma"));
    }

    private static TargetForm form(Target.Finder targets, String uri) {
        return targets.of(FakeRequest.written(uri).make()).form();
    }

    @Test
    void pathsInTurn_areJudgedAsTheFirstTime() {
        List<String> paths =
                List.of("/a/b", "/a;b", "/a%b", "/a/b", "", "*", "/", "/a//b", "/中文", "/a/b/" + "x".repeat(500));
        for (int round = 0; round < 3; round++) {
            for (String path : paths) {
                assertThat(form(targets, path)).as(path).isEqualTo(TargetForm.of(path));
            }
        }
    }

    @Test
    @DisplayName("bounded: canonical paths of up to 128 characters are remembered, and nothing else is")
    void memory_holdsShortCanonicalPathsOnly() throws Exception {
        form(targets, "/" + "a".repeat(127));
        form(targets, "/" + "b".repeat(128));
        form(targets, "/a//b");
        form(targets, "/a;c");

        assertThat(remembered()).containsExactly("/" + "a".repeat(127));
    }

    @Test
    @DisplayName("the pages of an application are remembered side by side, or remembering would be worth nothing")
    void ordinaryPaths_haveDifferentPlaces() throws Exception {
        List.of("/", "/a", "/ab", "/abc").forEach(path -> form(targets, path));
        assertThat(remembered()).hasSize(4);
        for (int i = 0; i < 100; i++) {
            form(targets, "/orders/" + i);
        }
        assertThat(remembered()).hasSizeGreaterThan(80);
    }

    private Set<String> remembered() throws ReflectiveOperationException {
        Field places = Target.Finder.class.getDeclaredField("canonical");
        places.setAccessible(true);
        return Arrays.stream((Target[]) places.get(targets))
                .filter(Objects::nonNull)
                .map(Target::uri)
                .collect(Collectors.toSet());
    }

    /** What a container reports about a request; null path info where the servlet is mapped exactly. */
    record Asked(
            String path,
            String context,
            String servletPath,
            @Nullable String pathInfo) {
        HttpServletRequest request() {
            return FakeRequest.dispatched(path, servletPath, pathInfo)
                    .context(context)
                    .make();
        }
    }

    @Provide
    Arbitrary<Asked> asked() {
        return Combinators.combine(
                        Arbitraries.of("/a/b", "/a/c"),
                        Arbitraries.of("/crm", ""),
                        Arbitraries.of("", "/a", "/a/b"),
                        Arbitraries.of("/a", "/b").injectNull(0.3))
                .as(Asked::new);
    }

    @Property(tries = 2_000)
    @Label(
            "a remembered target serves requests with the same address, context, servlet path and path info, and no others")
    void rememberedTarget_isOfTheSameRequestOnly(@ForAll("asked") Asked first, @ForAll("asked") Asked second) {
        Target.Finder remembering = targets();
        Target known = remembering.of(first.request());
        boolean same = first.equals(second);

        assertThat(known.isOf("/crm" + second.path(), second.request())).isEqualTo(same);
        assertThat(remembering.of(second.request()) == known).isEqualTo(same);
        assertThat(remembering.of(second.request()).paths())
                .isEqualTo(targets().of(second.request()).paths());
    }

    @Property(tries = 20_000)
    void pathsThatShareAPlace_areNotMixedUp(
            @ForAll @StringLength(max = 6) @CharRange(from = '.', to = ';') String path) {
        Target.Finder few = targets();
        // Same length, end and middle: the same place in the cache.
        String twin = path.isEmpty() ? path : "/" + path.substring(1);

        assertThat(form(few, twin)).isEqualTo(TargetForm.of(twin));
        assertThat(form(few, path)).isEqualTo(TargetForm.of(path));
        assertThat(form(few, twin)).isEqualTo(TargetForm.of(twin));
    }
}
