package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {
    private static final List<String> PATTERNS = Arrays.asList("/health", "/static/*", "*.css", "/a/b/*");

    private final PathPatterns patterns = new PathPatterns(PATTERNS);

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/static", "/static/", "/static/a/b.js", "/x/y.css", "/.css", "/a/b/c"})
    void coveredPath_matches(String path) {
        assertThat(patterns.matches(path)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("P10: exact, letter case included")
    @ValueSource(
            strings = {
                "/",
                "/Health",
                "/health/",
                "/health.",
                "/health ",
                "/healthy",
                "/statics",
                "/a/b.css/c",
                "/x.CSS",
                "/x.css/",
                "/a",
                "/a/bc",
                "/x.css.bak"
            })
    void otherPath_doesNot(String path) {
        assertThat(patterns.matches(path)).isFalse();
    }

    @ParameterizedTest
    @DisplayName("C7: patterns that are no servlet patterns, or cover everything")
    @ValueSource(
            strings = {
                "/*",
                "/**",
                "*",
                "health",
                "*.",
                "*.a/b",
                "/a/*/b",
                "/a*",
                "/static/**",
                "/a//b",
                "/a;b",
                "/a?b",
                "/%61"
            })
    void mistakenPattern_isRefused(String pattern) {
        assertThat(PathPatterns.mistake(pattern)).isPresent();
        assertThatThrownBy(() -> new PathPatterns(Collections.singleton(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(pattern + ": ");
    }

    @ParameterizedTest
    @DisplayName("C7: a pattern that begins with what it may not have is refused like any other")
    @ValueSource(strings = {"*.;x", "*.%x", "*.?x", "*.*x", "*./x"})
    void mistakeAtTheBeginning_isRefused(String pattern) {
        assertThat(PathPatterns.mistake(pattern)).isPresent();
    }

    @Test
    void extension_isTheLeastCloseOfPatterns() {
        assertThat(patterns.isByExtension("/x.css")).isTrue();
        assertThat(patterns.isByExtension("/static/x.css")).isFalse();
        assertThat(patterns.isByExtension("/health")).isFalse();
        assertThat(patterns.isByExtension("/x")).isFalse();
        assertThat(patterns).hasToString("/health /static/* *.css /a/b/*");
    }

    @Test
    @DisplayName("exact before longest prefix before extension before the whole")
    void closestPattern_givesTheValue() {
        PathPatterns.Values<String> map = new PathPatterns.Values<>(
                Map.of("/a/x.css", "exact", "/a/*", "short", "/a/b/*", "long", "*.css", "extension", "/*", "whole"));

        assertThat(map.get("/a/x.css")).isEqualTo("exact");
        assertThat(map.get("/a/y.css")).isEqualTo("short");
        assertThat(map.get("/a/b")).isEqualTo("long");
        assertThat(map.get("/a/b/y.css")).isEqualTo("long");
        assertThat(map.get("/x.css")).isEqualTo("extension");
        assertThat(map.get("/x.css/y")).isEqualTo("whole");
        assertThat(map.rank("/a/x.css")).isGreaterThan(map.rank("/a/b/y.css"));
        assertThat(map.rank("/a/b/y.css")).isGreaterThan(map.rank("/a/y.css"));
        assertThat(map.rank("/a/y.css")).isGreaterThan(map.rank("/x.css"));
        assertThat(map.rank("/x.css")).isGreaterThan(map.rank("/x"));
    }

    @Property(tries = 200)
    @Label("P22: the order of patterns does not matter")
    void shuffledPatterns_giveTheSameVerdict(@ForAll java.util.Random random) {
        List<String> shuffled = new java.util.ArrayList<>(PATTERNS);
        shuffled.addAll(PATTERNS);
        Collections.shuffle(shuffled, random);
        PathPatterns other = new PathPatterns(shuffled);
        for (String path : Arrays.asList("/health", "/static/x", "/x.css", "/a/b", "/", "/admin")) {
            assertThat(other.matches(path)).isEqualTo(patterns.matches(path));
        }
    }
}
