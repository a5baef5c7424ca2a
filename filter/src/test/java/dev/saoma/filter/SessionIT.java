package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.TestApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The signed-in session and the ways it ends: section S of the abuse cases, and logout. */
class SessionIT extends AppFixture {
    private boolean signedIn() {
        return browser.open(app.url("/a")).statusCode() == 200;
    }

    @Test
    @DisplayName("S4: idle, to the second")
    void idleSession_endsAfterItsTime() {
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofMinutes(30));
        assertThat(signedIn()).isTrue();
        clock.advance(Duration.ofMinutes(30));
        assertThat(signedIn()).isTrue();
        clock.advance(Duration.ofMinutes(30).plusSeconds(1));
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("S4: many requests close together count as well as few")
    void everyRequest_countsForIdle() {
        browser.visit(app.url("/a"));
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(3));
            assertThat(signedIn()).isTrue();
        }
        clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(signedIn()).isTrue();
    }

    @Test
    @DisplayName("S4, L7: lifetime, however busy, also if the provider never says that it is over")
    void busySession_endsAfterItsLifetime() {
        browser.visit(app.url("/a"));
        for (int i = 0; i < 8 * 6 - 1; i++) {
            clock.advance(Duration.ofMinutes(10));
            assertThat(signedIn()).isTrue();
        }
        clock.advance(Duration.ofMinutes(10));
        assertThat(signedIn()).isFalse();
    }

    @Test
    void expiredSession_isTakenUpByTheSameUser() {
        browser.open(app.url("/public/cart"));
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofHours(9));

        assertThat(Browser.value(browser.visit(app.url("/a")), "cart")).isEqualTo("3 books");
    }

    @Test
    @DisplayName("S12: an expired session is not inherited by another user")
    void expiredSession_isNotInherited() {
        browser.open(app.url("/public/cart"));
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofHours(9));
        provider.subject = "another-user";

        assertThat(Browser.value(browser.visit(app.url("/a")), "cart")).isEqualTo("null");
    }

    @Test
    @DisplayName("probe 16, S10: request.logout() in the application")
    void logoutByTheApplication_signsOut() {
        browser.open(app.url("/public/cart"));
        browser.visit(app.url("/a"));

        HttpResponse<String> page = browser.open(app.url("/app-logout"));

        assertThat(page.body()).contains("user=null").contains("principal=null").contains("admin=false");
        assertThat(Browser.value(page, "cart")).isEqualTo("3 books");
        assertThat(signedIn()).isFalse();
        provider.subject = "another-user";
        assertThat(Browser.value(browser.visit(app.url("/a")), "cart")).isEqualTo("null");
    }

    @Test
    @DisplayName("probe 16: request.logout() in an include: the including page does not know the user any more either")
    void logoutInAnInclude_isKnownOutside() {
        browser.visit(app.url("/a"));

        assertThat(browser.open(app.url("/include-logout")).body()).contains("user=null", "after=null");

        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("L6: a late write of another request does not bring a session back")
    void lateWriteAfterLogout_isWorthNothing() {
        browser.visit(app.url("/a"));
        Map<String, Object> before = app.sessionAttributes();
        browser.open(app.url("/app-logout"));

        before.forEach(app::setSessionAttribute);

        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("S10: session.invalidate() in the application")
    void invalidateByTheApplication_signsOut() {
        browser.visit(app.url("/a"));
        browser.open(app.url("/app-invalidate"));

        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("S6: POST to the filter's logout; the old cookie is worth nothing")
    void postedLogout_endsTheSession() {
        browser.visit(app.url("/a"));
        Browser copy = new Browser();
        copy.cookies.putAll(browser.cookies);

        HttpResponse<String> answer =
                browser.send("POST", app.url("/saoma/logout"), "", "Origin", app.origin(), "Accept-Language", "zh-CN");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).isEqualTo(app.url("/saoma/signed-out"));
        assertThat(browser.open(Browser.location(answer)).body()).contains("You are signed out");
        assertThat(app.sessionsDestroyed).hasValue(1);
        assertThat(signedIn()).isFalse();
        assertThat(copy.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    void logoutOfAnApplicationWithAPublicHome_goesHome() throws Exception {
        try (TestApp open = new TestApp(provider, clock, Map.of("publicPaths", "/"))) {
            browser.visit(open.url("/a"));

            HttpResponse<String> answer =
                    browser.send("GET", open.url("/saoma/logout"), null, "Sec-Fetch-Site", "same-origin");

            assertThat(Browser.location(answer)).isEqualTo(open.url("/"));
            assertThat(browser.open(open.url("/")).body()).contains("user=null");
        }
    }

    @Test
    @DisplayName("L2: links and forms of other sites do not sign anybody out; they are asked")
    void foreignLogout_isAskedFirst() {
        browser.visit(app.url("/a"));
        HttpResponse<String> link = browser.send(
                "GET", app.url("/saoma/logout"), null, "Sec-Fetch-Site", "cross-site", "Accept-Language", "en");
        HttpResponse<String> sibling =
                browser.send("POST", app.url("/saoma/logout"), "", "Sec-Fetch-Site", "same-site");
        HttpResponse<String> form =
                browser.send("POST", app.url("/saoma/logout"), "", "Origin", "https://evil.example");
        HttpResponse<String> oldBrowser = browser.send("GET", app.url("/saoma/logout"), null, Browser.OLD_NAVIGATION);

        for (HttpResponse<String> page : java.util.List.of(link, sibling, form, oldBrowser)) {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<form method=\"post\" action=\"" + app.url("/saoma/logout") + "\">");
        }
        assertThat(link.body()).contains("Sign out?");
        assertThat(signedIn()).isTrue();
    }

    @Test
    @DisplayName("G41, pain 20: the session holds JDK types only, under one name")
    void session_holdsPlainValues() throws Exception {
        browser.visit(app.url("/a"));

        // A store that writes and reads by Java serialization, without any class of ours.
        Map<String, Object> attributes = app.sessionAttributes();
        assertThat(attributes).hasSize(1);
        assertThat(attributes.keySet().iterator().next()).matches("dev\\.saoma\\.filter\\.session\\..{8}");
        assertPlain(attributes);
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.io.ObjectOutputStream out = new java.io.ObjectOutputStream(bytes)) {
            out.writeObject(attributes);
        }
        assertThat(bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("Ldev/saoma");
    }

    private static void assertPlain(Object value) {
        assertThat(value.getClass().getName()).startsWith("java.");
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(SessionIT::assertPlain);
        }
    }

    @Test
    @DisplayName("S7, pain 21: a store that gives numbers and maps of other kinds back")
    void storedAndReadBackByJson_stillHolds() throws Exception {
        browser.visit(app.url("/a"));
        com.google.gson.Gson gson = new com.google.gson.Gson();
        app.sessionAttributes()
                .forEach((name, value) -> app.setSessionAttribute(name, gson.fromJson(gson.toJson(value), Map.class)));

        clock.advance(Duration.ofMinutes(29));
        assertThat(signedIn()).isTrue();
        clock.advance(Duration.ofMinutes(29));
        assertThat(browser.open(app.url("/a")).body())
                .contains("user=" + provider.subject)
                .contains("admin=true");
    }

    @Test
    @DisplayName("S7: anything else under our name is as good as absent")
    void foreignValueInTheSession_isAbsent() {
        browser.visit(app.url("/a"));
        for (Object odd :
                new Object[] {"text", 7, Map.of(), Map.of("sub", "x"), Map.of("sub", 1, "until", "x", "seen", "y")}) {
            app.sessionAttributes().keySet().forEach(name -> app.setSessionAttribute(name, odd));
            assertThat(signedIn()).as("%s", odd).isFalse();
        }
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("S8: what looks like a serialized object or a type hint in a claim stays text")
    void dangerousClaims_stayText() {
        String name = "{#sb64}rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA";
        provider.claims = claims -> {
            claims.put("name", name);
            claims.put("profile", Map.of("@type", "java.net.URL", "@class", "javax.naming.InitialContext", "val", "x"));
        };

        assertThat(browser.visit(app.url("/a")).body()).contains("name=" + name);

        app.sessionAttributes().values().forEach(SessionIT::assertPlain);
        assertThat(app.sessionAttributes().toString()).contains("@type=java.net.URL");
    }

    @Test
    @DisplayName("S9: one user in two browsers")
    void twoBrowsers_areBothSignedIn() {
        Browser second = new Browser();
        browser.visit(app.url("/a"));
        second.visit(app.url("/a"));

        assertThat(signedIn()).isTrue();
        assertThat(second.open(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("S17: 5 KB of other cookies")
    void manyOtherCookies_doNotMatter() {
        for (int i = 0; i < 5; i++) {
            browser.cookies.put("other" + i, "x".repeat(1000));
        }
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
    }
}
