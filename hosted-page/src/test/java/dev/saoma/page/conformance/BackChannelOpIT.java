package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.SigningOut;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance plan Back-Channel Logout OP, and rule G52. See docs/evidence/conformance.md. */
@DisplayName("Back-Channel Logout OP")
class BackChannelOpIT extends SigningOut {
    @Test
    @DisplayName("oidcc-backchannel-rp-initiated-logout")
    void signOut_isToldInALogoutToken() {
        Claims idToken = RelyingParty.verified(page, signIn()).getPayload();

        browser.post("/logout/confirm", Map.of(), OURS);

        String sid = idToken.get("sid", String.class);
        Jws<Claims> token = RelyingParty.verified(page, suite.nextToken(sid));
        assertThat(token.getHeader().getType()).isEqualTo("logout+jwt");
        assertThat(token.getPayload())
                .containsOnlyKeys("iss", "aud", "sub", "sid", "iat", "exp", "jti", "events")
                .containsEntry("sid", idToken.get("sid"))
                .containsEntry("sub", idToken.getSubject())
                .containsEntry("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(token.getPayload().getAudience()).containsExactly(RelyingParty.CLIENT_ID);
        assertThat(suite.awaitToken(sid, 100)).isNull();
    }

    @Test
    @DisplayName("oidcc-backchannel-logout-discovery-endpoint-verification")
    void discovery_saysThatLogoutTokensNameTheSession() {
        JsonObject discovery = JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();

        assertThat(discovery.get("backchannel_logout_supported").getAsBoolean()).isTrue();
        assertThat(discovery.get("backchannel_logout_session_supported").getAsBoolean())
                .isTrue();
        assertThat(discovery.getAsJsonArray("claims_supported"))
                .anyMatch(claim -> claim.getAsString().equals("sid"));
    }

    @ParameterizedTest
    @DisplayName("G52: a failure is tried again with a fresh token, another answer is not; no redirect is followed")
    @ValueSource(ints = {503, 400})
    void failure_isTriedAgain(int status, @TempDir Path own) {
        Iterator<Integer> answers = List.of(status, 302).iterator();
        try (LogLines log = new LogLines();
                RelyingParty failing = new RelyingParty();
                PageUnderTest theirs = new PageUnderTest(own, "", failing.entry(""))) {
            failing.answers(answers::next);
            Browser person = new Browser(theirs.issuer);
            person.signIn(RelyingParty.request(), "c");

            person.post("/logout/confirm", Map.of(), OURS);

            String first = failing.nextPost();
            String second = failing.nextPost();
            assertThat(first).startsWith("POST logout_token=");
            assertThat(second).startsWith("POST logout_token=").isNotEqualTo(first);
            assertThat(failing.awaitPost(300)).isNull();
            assertThat(log.with("received a logout token")).isEmpty();
        }
    }

    @Test
    void onlyApplicationsOfTheSession_areTold(@TempDir Path own) {
        try (RelyingParty quiet = new RelyingParty();
                PageUnderTest theirs = new PageUnderTest(own, "", quiet.entry(""))) {
            Browser person = new Browser(theirs.issuer);
            person.signIn(Browser.crm(), "c");

            person.post("/logout/confirm", Map.of(), OURS);

            assertThat(quiet.awaitPost(200)).isNull();
        }
    }

    @Test
    void signOut_comesOnce_thoughTheSessionHadSeveralScans() {
        signIn();
        String sid = RelyingParty.verified(page, signIn()).getPayload().get("sid", String.class);
        browser.authorize(RelyingParty.request("prompt", "none"));

        browser.post("/logout/confirm", Map.of(), OURS);

        assertThat(suite.nextToken(sid)).isNotNull();
        assertThat(suite.awaitToken(sid, 200)).isNull();
    }
}
