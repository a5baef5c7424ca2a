package dev.saoma.page.support;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same beside a client as the conformance suite is one, to be registered: confidential, without PKCE, takes logout tokens. */
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

    /** The ID token for the code in that answer, judged as the suite does. */
    public final Jws<Claims> idToken(Map<String, String> answer) {
        String token =
                RelyingParty.tokens(browser, answer.get("code")).get("id_token").getAsString();
        return RelyingParty.verified(page, token);
    }
}
