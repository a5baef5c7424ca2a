package dev.saoma.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An attacker with one cookie of the filter, which any visitor gets, tries to find the client secret offline. */
class OfflineGuessIT {
    private static final String[] DICTIONARY = {
        "aaaaaaaaaaaaaaaa", "password12345678", "0123456789abcdef0123456789abcdef", "correct horse battery staple"
    };

    private static Map<String, String> noKey(String secret) {
        Map<String, String> settings = new HashMap<>();
        settings.put("clientSecret", secret);
        settings.put("cookieKey", null);
        return settings;
    }

    @Test
    @DisplayName("what stands in a dictionary protects no cookie, because nothing is served with it")
    void dictionary_holdsNoSecretInUse() throws Exception {
        TestClock clock = new TestClock();
        try (TestProvider provider = new TestProvider(clock)) {
            for (String word : DICTIONARY) {
                try (StartLog log = new StartLog();
                        TestApp app = new TestApp(provider, clock, noKey(word))) {
                    Browser visitor = new Browser();
                    assertThat(visitor.open(app.url("/orders")).statusCode()).isEqualTo(503);
                    assertThat(visitor.cookies).isEmpty();
                    assertThat(log.formatted())
                            .contains(
                                    "clientSecret (init-param): is ", "set cookieKey, made with: openssl rand -hex 32");
                }
            }
        }
    }

    @Test
    @DisplayName("the check value in a cookie is no quick function of the secret, so a guess costs 200,000 hashes")
    void cookie_isNoQuickTestOfAGuess() throws Exception {
        TestClock clock = new TestClock();
        try (TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(provider, clock, noKey(TestProvider.CLIENT_SECRET))) {
            Browser visitor = new Browser();
            visitor.open(app.url("/orders"));
            byte[] cookie = Base64.getUrlDecoder()
                    .decode(visitor.cookies.get(visitor.pending().get(0)));
            byte[] checkValue = Arrays.copyOfRange(cookie, 1, 5);

            // The attacker is lucky: the first guess is the secret. Keys made by one or two hashes do not confirm it.
            String guess = TestProvider.CLIENT_SECRET;
            byte[] owner = (provider.issuer() + "\n" + TestProvider.CLIENT_ID).getBytes(UTF_8);
            for (String use : List.of("saoma filter cookie key v1", "saoma filter cookie key v2")) {
                byte[] extracted = hmac(use.getBytes(UTF_8), guess.getBytes(UTF_8));
                byte[] expanded = hmac(extracted, Arrays.copyOf(owner, owner.length + 1), 1);
                for (byte[] key : List.of(guess.getBytes(UTF_8), extracted, expanded)) {
                    assertThat(keyId(key)).isNotEqualTo(checkValue);
                }
            }
        }
    }

    // As Sealer computes it; the format of a cookie is not secret.
    private static byte[] keyId(byte[] key) throws Exception {
        return Arrays.copyOf(hmac(key, "saoma key id".getBytes(UTF_8)), 4);
    }

    private static byte[] hmac(byte[] key, byte[] data, int last) throws Exception {
        byte[] changed = data.clone();
        changed[changed.length - 1] = (byte) last;
        return hmac(key, changed);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
