package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.ClosedPort;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.test.TestProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** L5: a sign-out that reaches one node is effective on the others, which share nothing with it. */
@Timeout(300)
class LogoutNodesIT {
    private TestProvider provider;
    private TestApp nodeA;
    private TestApp nodeB;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        provider.claims = all -> all.put("sid", "sid-1");
        nodeB = new TestApp(provider, Clock.systemUTC(), Map.of());
        nodeA = new TestApp(provider, Clock.systemUTC(), Map.of("logoutNodes", nodeB.url("")));
    }

    @AfterEach
    void stop() {
        nodeA.close();
        nodeB.close();
        provider.close();
    }

    private HttpResponse<String> tell(TestApp node, String... headers) {
        return new Browser()
                .send(
                        "POST",
                        node.url("/saoma/backchannel-logout"),
                        "logout_token=" + provider.logoutToken(Map.of("sid", "sid-1")),
                        headers);
    }

    @Test
    @DisplayName("L5: the session is on node B, the logout token comes to node A: B denies when A has answered")
    void sessionOnTheOtherNode_isOverWhenTheFirstHasAnswered() {
        Browser browser = new Browser();
        browser.visit(nodeB.url("/a"));

        assertThat(tell(nodeA).statusCode()).isEqualTo(200);

        assertThat(browser.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
        assertThat(nodeB.sessionsDestroyed).hasValue(1);
    }

    @Test
    @DisplayName("L5, L6: a replicated session is over on both nodes, and a late copy of it is worth nothing")
    void replicatedSession_isOverOnBoth() throws Exception {
        Browser atA = new Browser();
        Browser atB = new Browser();
        atA.visit(nodeA.url("/a"));
        atB.visit(nodeB.url("/a"));
        replicate(nodeA, nodeB);
        assertThat(atB.open(nodeB.url("/a")).statusCode()).isEqualTo(200);

        tell(nodeA);

        assertThat(atA.open(nodeA.url("/a")).statusCode()).isEqualTo(302);
        assertThat(atB.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    void copyThatComesAfterTheSignOut_isOver() throws Exception {
        Browser atA = new Browser();
        Browser atB = new Browser();
        atA.visit(nodeA.url("/a"));
        Map<String, Object> late = copy(nodeA.sessionAttributes());
        atB.open(nodeB.url("/public/cart"));
        tell(nodeA);

        late.forEach(nodeB::setSessionAttribute);

        assertThat(atB.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("what another node passed on is not passed on again")
    void passedOnToken_isNotPassedOnAgain() {
        Browser browser = new Browser();
        browser.visit(nodeB.url("/a"));

        assertThat(tell(nodeA, "Saoma-Passed-On", "1").statusCode()).isEqualTo(200);

        assertThat(browser.open(nodeB.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a node that lists itself, as with one list for all nodes, works")
    void nodeThatNamesItself_isFine() throws Exception {
        try (TestApp self =
                new TestApp(provider, Clock.systemUTC(), Map.of("logoutNodes", TestApp.SELF + ", " + nodeB.url("")))) {
            Browser atSelf = new Browser();
            Browser atB = new Browser();
            atSelf.visit(self.url("/a"));
            atB.visit(nodeB.url("/a"));

            assertThat(tell(self).statusCode()).isEqualTo(200);

            assertThat(atSelf.open(self.url("/a")).statusCode()).isEqualTo(302);
            assertThat(atB.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
        }
    }

    @Test
    @DisplayName("a node that is away does not keep the others from knowing")
    void nodeThatIsAway_keepsNobodyFromKnowing() throws Exception {
        String away = "http://127.0.0.1:" + ClosedPort.take() + "/crm";
        try (TestApp node =
                new TestApp(provider, Clock.systemUTC(), Map.of("logoutNodes", away + " " + nodeB.url("")))) {
            Browser browser = new Browser();
            browser.visit(nodeB.url("/a"));

            assertThat(tell(node).statusCode()).isEqualTo(200);

            assertThat(browser.open(nodeB.url("/a")).statusCode()).isEqualTo(302);
        }
    }

    private static void replicate(TestApp from, TestApp to) throws Exception {
        copy(from.sessionAttributes()).forEach(to::setSessionAttribute);
    }

    // As containers do between nodes: by Java serialization.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(Map<String, Object> attributes) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(attributes);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Map<String, Object>) in.readObject();
        }
    }
}
