package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.WeChatStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says of an application that does not accept the logout token of a person who is put out. */
@Timeout(300)
class RefusedLogoutTokensIT extends PageWithDirectory {
    private static final String SUBJECT = WeChatStub.UNIONID;

    private final RelyingParty suite = new RelyingParty();

    @BeforeEach
    void start() {
        page = new PageUnderTest(
                directory, "", suite.entry("") + "directory: { admission: everybody, database: { timeout: PT1M } }\n");
        browser = new Browser(page.issuer);
        browser.signIn(RelyingParty.request(), "c1");
    }

    @AfterEach
    void stopSuite() {
        suite.close();
    }

    @ParameterizedTest
    @DisplayName(
            "5A, rule 5: only a success is reported as one; the order lists the reason, and the token is sent again")
    @ValueSource(ints = {404, 403, 302, 500})
    void refusedToken_isListedAndSentAgain(int status) throws Exception {
        suite.answers(() -> status);

        assertThat(people("block", SUBJECT)).as(output()).isZero();

        assertThat(output())
                .contains("suite: logout token not delivered yet: HTTP status " + status)
                .doesNotContain("token delivered");
        String first = suite.nextPost();
        suite.answers(() -> 204);
        page.clock.advance(Duration.ofSeconds(2));
        assertThat(suite.nextPost()).startsWith("POST logout_token=").isNotEqualTo(first);
        people("end-sessions", SUBJECT);
        assertThat(output()).contains("suite: logout token delivered");
    }

    @Test
    @DisplayName("5A, rule 5: taking a role and erasing send logout tokens as blocking does; giving one does not")
    void otherOrders_sendLogoutTokens() throws Exception {
        people("roles", SUBJECT, "--give", "staff");
        assertThat(output()).doesNotContain("suite");

        people("roles", SUBJECT, "--take", "staff");
        assertThat(output()).contains("suite: logout token delivered");
        assertThat(suite.nextPost()).startsWith("POST logout_token=");
        people("erase", SUBJECT, "--yes");
        assertThat(output()).contains("suite: logout token delivered");
        assertThat(suite.nextPost()).startsWith("POST logout_token=");
    }
}
