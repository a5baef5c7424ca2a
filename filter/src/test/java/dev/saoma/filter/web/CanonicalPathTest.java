package dev.saoma.filter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPathTest {
    @Test
    void dispatchedAsAsked_isOnePath() {
        assertThat(CanonicalPath.readings("/public/a", "/public/a")).containsExactly("/public/a");
        assertThat(CanonicalPath.readings("/", "/")).containsExactly("/");
    }

    @Test
    @DisplayName("Servlet 5.0, 10.10: Tomcat has put the welcome file in before it calls filters")
    void welcomeFile_countsUnderBothItsNames() {
        assertThat(CanonicalPath.readings("/", "/index.html")).containsExactly("/", "/index.html");
        assertThat(CanonicalPath.readings("/public/", "/public/index.jsp"))
                .containsExactly("/public/", "/public/index.jsp");
    }

    @ParameterizedTest
    @DisplayName("anything else that is dispatched otherwise than asked for can be read in two ways")
    @CsvSource({
        "/public, /public/index.html",
        "/public/, /admin/index.html",
        "/public/, /public/sub/index.html",
        "/public/, /public/index/",
        "/public/, /public",
        "/public/a, /public/b",
        "/public/a, /public/ab",
        "'', /index.html",
        "/, ''"
    })
    void dispatchedOtherwise_isNoPathAtAll(String target, String dispatched) {
        assertThat(CanonicalPath.readings(target, dispatched)).isEmpty();
    }
}
