package dev.saoma.page.support;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One page, and a client like the conformance suite's, to be registered: confidential, without PKCE, gets logout tokens. */
public abstract class OnePageWithSuite extends OnePage {
    public static RelyingParty suite;

    @BeforeAll
    public static void startSuite() {
        suite = new RelyingParty();
    }

    @AfterAll
    public static void stopSuite() {
        suite.close();
    }

    /** Returns the ID token for the code in that response, verified as the suite does. */
    public final Jws<Claims> idToken(Map<String, String> answer) {
        String token =
                RelyingParty.tokens(browser, answer.get("code")).get("id_token").getAsString();
        return RelyingParty.verified(page, token);
    }
}
