package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.PackedApp;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/**
 * Signing out in each container: two nodes of one application that share nothing, and the redirects to the provider.
 */
@Matrix
record ContainerLogoutIT(String contextPath) {
    private static PackedApp nodeA;
    private static PackedApp nodeB;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        nodeB = new PackedApp(contextPath);
        nodeB.provider.offeringSignOut().claims =
                all -> all.put("sid", UUID.randomUUID().toString());
        nodeB.deployWithReadmeSnippet();
        nodeA = new PackedApp(contextPath, nodeB.provider)
                .deployWithReadmeSnippet(Map.of("logoutNodes", nodeB.url("")));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        nodeA.close();
        nodeB.close();
    }

    @Test
    @DisplayName("L5: the session is on node B, the logout token comes to node A: B denies when A has answered")
    void logoutToken_isEffectiveOnBothNodes() {
        Browser atA = new Browser();
        Browser atB = new Browser();
        atA.visit(nodeA.url("/a"));
        atB.visit(nodeB.url("/a"));
        int destroyed = nodeB.count("sessionsDestroyed");

        HttpResponse<String> answer = new Browser()
                .send(
                        "POST",
                        nodeA.url("/saoma/backchannel-logout"),
                        "logout_token=" + nodeB.provider.logoutToken(Map.of()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(atA.open(nodeA.url("/a")).statusCode()).isEqualTo(302);
        assertThat(atB.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
        assertThat(nodeB.count("sessionsDestroyed")).isEqualTo(destroyed + 1);
    }

    @Test
    @DisplayName("L4, L9: no logout token: 400 in JSON, and no session")
    void garbage_isAnswered400() {
        int created = nodeB.count("sessionsCreated");

        HttpResponse<String> answer =
                new Browser().send("POST", nodeB.url("/saoma/backchannel-logout"), "logout_token=a.b.c");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"invalid_request\"");
        assertThat(nodeB.count("sessionsCreated")).isEqualTo(created);
    }

    @Test
    @DisplayName("L1: to the provider, with the ID token as a hint, and back")
    void signOut_goesToTheProviderAndBack() {
        Browser browser = new Browser();
        browser.visit(nodeB.url("/a"));

        HttpResponse<String> end = browser.visit(nodeB.url("/saoma/logout"));

        assertThat(end.uri().toString()).startsWith(nodeB.url("/saoma/signed-out?state="));
        assertThat(end.body()).contains("Here and at the login service");
        assertThat(nodeB.provider.endSession)
                .containsEntry("post_logout_redirect_uri", nodeB.url("/saoma/signed-out"))
                .containsKey("id_token_hint");
        assertThat(browser.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
    }
}
