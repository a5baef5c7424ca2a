package dev.saoma.filter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;

/** An application whose provider supports signing out there too. */
abstract class SignOutFixture extends AppFixture {
    @BeforeEach
    final void offerSignOut() {
        provider.offeringSignOut();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
