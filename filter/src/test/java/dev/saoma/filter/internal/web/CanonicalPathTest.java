package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPathTest {
    @ParameterizedTest
    @DisplayName("decoded once, without the context path")
    @CsvSource({"/orders/7, /orders/7", "/, /", "/%E8%AE%A2/a%20b, /订/a b", "/orders/, /orders/"})
    void canonicalTarget_isItsDecodedPath(String target, String path) {
        assertThat(FakeRequest.dispatched(target, path, null).target().paths()).containsExactly(path);
    }

    @Test
    void servletPathAndPathInfo_areOnePath() {
        assertThat(FakeRequest.dispatched("/api/orders/7", "/api", "/orders/7")
                        .target()
                        .paths())
                .containsExactly("/api/orders/7");
        assertThat(Target.dispatched(FakeRequest.dispatched("/x", "/api", "/y").make()))
                .isEqualTo("/api/y");
        assertThat(Target.dispatched(FakeRequest.dispatched("/x", "/api", null).make()))
                .isEqualTo("/api");
    }

    @ParameterizedTest
    @DisplayName("table 0.1: what is no canonical form is no path, whatever the container makes of it")
    @CsvSource({
        "/public;/../admin/secret, /admin/secret",
        "/%61dmin, /admin",
        "//admin, /admin",
        "/public/%2e%2e/admin, /admin",
        "/admin;jsessionid=1, /admin",
        "/a%zz, /a"
    })
    void anyOtherTarget_isNoPath(String target, String dispatched) {
        assertThat(FakeRequest.dispatched(target, dispatched, null).target().paths())
                .isEmpty();
    }

    @Test
    @DisplayName("a context path that cannot be decoded, or with which the target does not begin, decides nothing")
    void foreignContext_isNoPath() {
        assertThat(FakeRequest.to("/a").context("/other").target().paths()).isEmpty();
        assertThat(FakeRequest.to("/a").context("/%zz").target().paths()).isEmpty();
        assertThat(FakeRequest.to("/a").context("/%63rm").target().paths()).containsExactly("/a");
        assertThat(FakeRequest.dispatched("/a", "/crm/a", null)
                        .context("")
                        .target()
                        .paths())
                .containsExactly("/crm/a");
    }

    @ParameterizedTest
    @DisplayName("P4: the session id of an old link, at the very end and nowhere else, is no part of the path")
    @CsvSource({
        "/orders/7;jsessionid=ABC, /orders/7",
        "/orders/7;JSESSIONID=abc.node1, /orders/7",
        "/orders/7;jsessionid=, /orders/7"
    })
    void sessionIdAtTheEnd_isLeftOut(String target, String path) {
        assertThat(FakeRequest.dispatched(target, path, null).target().withoutSessionId())
                .containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/7, /orders/7",
        "/orders;jsessionid=A/7, /orders/7",
        "/orders/7;jsessionid=A;x=1, /orders/7",
        "/orders/7;x=1;jsessionid=A, /orders/7",
        "/%6frders/7;jsessionid=A, /orders/7",
        "/orders/7;jsessionid=A, /admin"
    })
    void anythingElseBehindASemicolon_staysAmbiguous(String target, String dispatched) {
        assertThat(FakeRequest.dispatched(target, dispatched, null).target().withoutSessionId())
                .isEmpty();
    }

    @Test
    @DisplayName("a dispatch to the folder itself is the folder")
    void folder_isItself() {
        assertThat(Target.readings("/a/", "/a/")).containsExactly("/a/");
        assertThat(Target.readings("/a/", "/a/b")).containsExactly("/a/", "/a/b");
    }

    @Test
    void include_isWhatTheContainerNames() {
        assertThat(Target.ofInclude(
                        FakeRequest.to("/a").including("/part", "/x").make()))
                .containsExactly("/part/x");
        assertThat(Target.ofInclude(
                        FakeRequest.to("/a").including("/part.jsp", null).make()))
                .containsExactly("/part.jsp");
        assertThat(Target.ofInclude(FakeRequest.to("/a").make())).isEmpty();
    }

    @Test
    void dispatchedAsAsked_isOnePath() {
        assertThat(Target.readings("/public/a", "/public/a")).containsExactly("/public/a");
        assertThat(Target.readings("/", "/")).containsExactly("/");
    }

    @Test
    @DisplayName("Servlet 5.0, 10.10: Tomcat has put the welcome file in before it calls filters")
    void welcomeFile_countsUnderBothItsNames() {
        assertThat(Target.readings("/", "/index.html")).containsExactly("/", "/index.html");
        assertThat(Target.readings("/public/", "/public/index.jsp")).containsExactly("/public/", "/public/index.jsp");
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
        assertThat(Target.readings(target, dispatched)).isEmpty();
    }
}
