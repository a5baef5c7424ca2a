package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused: each mistake by its key, with the reason and how to correct it. */
class PageSettingsMistakesTest extends GoodSettings {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requirePkce: no",
                "responseModes: [fragment]",
                "idTokenAlgorithm: HS256",
                "idTokenAlgorithm: none",
                "idTokenLifetime: PT30S",
                "idTokenLifetime: P2D",
                "postLogoutRedirectUris: [\"https://*.example.com/\"]",
                "postLogoutRedirectUris: [\"http://crm.example.com/bye\"]",
                "backChannelLogoutUri: http://crm.example.com/out",
                "backChannelLogoutUri: https://u@crm.example.com/out"
            })
    void wrongRule_isNamed(String line) {
        assertThat(mistake(GOOD + "    " + line + "\n").toString())
                .contains("applications[0]." + line.substring(0, line.indexOf(':')));
    }

    @ParameterizedTest
    @DisplayName("C11: lifetimes that cannot be meant")
    @ValueSource(
            strings = {
                "idle: PT0S",
                "idle: PT-5M",
                "lifetime: P36500D",
                "lifetime: P60D",
                "lifetime: 8h",
                "idle: PT13H",
                "enabled: on"
            })
    void wrongSession_isNamed(String entry) {
        assertThat(mistake(GOOD + "session: { " + entry + " }\n").toString()).contains("session.");
    }

    @Test
    @DisplayName("fragments are for public clients")
    void fragmentOfAConfidentialClient_isNamed() {
        assertThat(mistake(GOOD + "    responseModes: [query, fragment]\n").why())
                .contains("for scripts in browsers");

        String publicClient = GOOD.replace("    clientSecret: ${env:CRM_SECRET}\n", "");
        assertThat(pool(publicClient + "    responseModes: [fragment]\n")
                        .applications()
                        .get(0)
                        .rules()
                        .responseModes())
                .containsExactly(ResponseMode.FRAGMENT);
    }

    @Test
    void publicClient_cannotDoWithoutPkce() {
        String publicClient = GOOD.replace("    clientSecret: ${env:CRM_SECRET}\n", "");

        assertThat(mistake(publicClient + "    requirePkce: false\n").toString())
                .contains("requirePkce");
    }

    @Test
    @DisplayName("C1: one message lists all that is missing")
    void emptyMapping_listsAllThatIsMissing() {
        assertThat(mistakes("listen: 127.0.0.1:0"))
                .extracting(Mistake::key)
                .containsExactly("issuer", "wechat.appId", "wechat.appSecret", "applications");
        assertThat(mistakes("issuer: https://a.example\napplications:\n  - name: x\n"))
                .extracting(Mistake::key)
                .contains("applications[0].clientId", "applications[0].redirectUris");
    }

    @Test
    @DisplayName("C12: a misspelt key is answered with the nearest")
    void unknownKey_isNamedWithLineAndNearest() {
        Mistake mistake =
                mistakes(GOOD.replace("  appId:", "  appID2: x\n  appId:")).get(0);

        assertThat(mistake.key()).isEqualTo("wechat.appID2");
        assertThat(mistake.line()).isEqualTo(4);
        assertThat(mistake.fix()).isEqualTo("Did you mean \"appId\"?");
        assertThat(mistakes(GOOD.replace("clientSecret:", "client-secert:")))
                .extracting(Mistake::fix)
                .containsExactly("Did you mean \"clientSecret\"?");
        assertThat(mistake(GOOD + "colour: red\n").fix()).startsWith("Known here: listen, pools, issuer");
    }

    @Test
    void sameKeyTwice_isNamed() {
        assertThat(mistake(GOOD + "issuer: https://b.example\n").why()).isEqualTo("is written twice.");
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.example.com, plain http",
        "https://login.example.com/, slash",
        "https://login.example.com?x=1, query",
        "https://login.example.com#x, fragment",
        "https://Login.example.com, lower case",
        "login.example.com, https://",
        "https://u@login.example.com, user name",
        "https://login.example.com/a/../b, path",
        "https://login.example.com//b, path",
        "https://*.example.com, wildcard",
        "https://登录.example, U+767B",
        "https://a.example:99999, port",
        "https://a.example/a@b, path with other",
        "https://a.example/a+b, path with other",
        "https://a.example/a%20b, path with other"
    })
    @DisplayName("C2: an issuer that cannot be")
    void badIssuer_isNamed(String issuer, String why) {
        Mistake mistake = mistake(GOOD.replace("issuer: https://login.example.com", "issuer: \"" + issuer + "\""));

        assertThat(mistake.key()).isEqualTo("issuer");
        assertThat(mistake.why()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "http://crm.example.com/cb, plain http",
        "https://crm.example.com/*, wildcard",
        "https://crm.example.com/cb#x, fragment",
        "http://localhost:8080/cb, 'only where the issuer is on loopback, too (http or https); yours is https://login.example.com'",
        "http://crm.internal/cb, 'only localhost, 127.0.0.1 and [::1]'",
        "https://u:p@crm.example.com/cb, user name",
        "/cb, https://",
        "https://crm.example.com/cb\u200b, U+200B",
        "myapp://cb, https://"
    })
    @DisplayName("C3, C22, G3: a redirect URI that may not be")
    void badRedirectUri_isNamed(String uri, String why) {
        Mistake mistake = mistake(GOOD.replace("https://crm.example.com/saoma/callback", "\"" + uri + "\""));

        assertThat(mistake.key()).isEqualTo("applications[0].redirectUris[0]");
        assertThat(mistake.why()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void guessableClientSecret_isRefused(String secret) {
        Mistake mistake = mistake(GOOD.replace("${env:CRM_SECRET}", secret));

        assertThat(mistake.key()).isEqualTo("applications[0].clientSecret");
        assertThat(mistake.fix()).contains("openssl rand -hex 32");
        assertThat(mistake.toString()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, not random",
        "c2hvcnQ=, 5 bytes",
        "'not base64!', nor base64"
    })
    @DisplayName("C4: a cookie key that is none")
    void badCookieKey_isNamed(String key, String why) {
        Mistake mistake = mistake(GOOD + "keys: { cookie: \"" + key + "\" }\n");

        assertThat(mistake.key()).isEqualTo("keys.cookie");
        assertThat(mistake.why()).contains(why);
        assertThat(mistake.fix()).contains("openssl rand -hex 32");
    }

    @Test
    @DisplayName("C13: references that lead nowhere, quotation marks, invisible characters")
    void badReferences_areNamed() {
        assertThat(mistake(GOOD.replace("WECHAT_SECRET", "NOT_SET")).why()).contains("NOT_SET is not set");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "${file:nowhere}"))
                        .why())
                .contains("nowhere")
                .contains("cannot be read");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "${vault:x}")).why())
                .contains("${vault:x}");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "\"${env:X\"")).why())
                .contains("not closed");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "'\"quoted\"'")).why())
                .contains("quotation mark");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "\"a\\u200bb\""))
                        .why())
                .contains("U+200B");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "\" \"")).why()).contains("empty");
    }

    @Test
    @DisplayName("C4: one secret for two purposes")
    void secretUsedTwice_isNamed() throws IOException {
        String key = "q83vEjRWeJC6zf7ty6mHZUMhDu38y6mHZUMhD+7c7A8=";

        assertThat(mistake(GOOD.replace("${env:CRM_SECRET}", key) + "keys: { cookie: \"" + key + "\" }\n"))
                .satisfies(mistake -> {
                    assertThat(mistake.key()).isEqualTo("keys.cookie");
                    assertThat(mistake.why()).contains("clientSecret of crm");
                });
        assertThat(mistake(GOOD.replace("${env:CRM_SECRET}", "${env:WECHAT_SECRET}")))
                .satisfies(mistake -> assertThat(mistake.key()).isEqualTo("applications[0].clientSecret"));
        assertThat(parse(GOOD + "  - { clientId: b, name: B, clientSecret: \"${env:CRM_SECRET}\","
                                + " redirectUris: [https://b.example/cb] }\n")
                        .warnings())
                .containsExactly("applications crm and b share a clientSecret");
    }

    @Test
    @DisplayName("C22: of 200 redirect URIs, the one with an invisible character is named with its code point")
    void invisibleCharacter_amongTwoHundred_isNamed() {
        StringBuilder uris = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            uris.append("\n      - \"https://crm.example.com/cb/").append(i).append(i == 137 ? "\u200b\"" : "\"");
        }

        Mistake mistake = mistake(GOOD.replace("[https://crm.example.com/saoma/callback]", uris));

        assertThat(mistake.key()).isEqualTo("applications[0].redirectUris[137]");
        assertThat(mistake.why()).contains("U+200B");
    }

    @Test
    @DisplayName("C14: AppID and AppSecret swapped")
    void swappedCredentials_areNamed() {
        String swapped = GOOD.replace("wx0123456789abcdef", APP_SECRET)
                .replace("appSecret: ${env:WECHAT_SECRET}", "appSecret: wx0123456789abcdef");

        assertThat(mistakes(swapped)).extracting(Mistake::key).containsExactly("wechat.appId", "wechat.appSecret");
    }

    @Test
    @DisplayName("C15: a client id twice is a mistake, a redirect URI twice a warning")
    void duplicates_areNamed() {
        String again = "  - { clientId: crm, name: B, redirectUris: [https://b.example/cb] }\n";
        assertThat(mistake(GOOD + again).why()).contains("\"crm\" is used twice");

        PageSettings shared =
                parse(GOOD + "  - { clientId: b, name: B, redirectUris: [https://crm.example.com/saoma/callback] }\n");
        assertThat(shared.warnings()).singleElement().asString().contains("crm and b share");
    }

    @ParameterizedTest
    @CsvSource({
        "listen: somewhere, listen",
        "listen: 127.0.0.1:70000, listen",
        "qrLifetime: 5m, qrLifetime",
        "qrLifetime: PT11M, qrLifetime",
        "qrLifetime: PT0S, qrLifetime",
        "hosts: [a/b], hosts",
        "listen: [a], listen"
    })
    void badValue_isNamed(String line, String key) {
        assertThat(mistake(GOOD + line + "\n").key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing", "just text", "- a\n- b", "issuer: [", "issuer: \"unclosed", "a: b: c", "\t x"})
    void noMapping_isOneClearMistake(String yaml) {
        assertThat(mistakes(yaml)).isNotEmpty();
    }

    @Test
    void missingFile_isNamed() {
        SettingsException missing = catchThrowableOfType(
                SettingsException.class, () -> PageSettings.load(directory.resolve("no.yaml"), Map.of()));

        assertThat(missing).hasMessageContaining("no.yaml").hasMessageContaining("NoSuchFile");
    }

    @Test
    @DisplayName("C7: an underscore in a host name is named as the mistake")
    void underscoreInAHostName_isNamed() {
        assertThat(mistake(GOOD.replace("https://login.example.com", "https://login_page.example.com"))
                        .why())
                .contains("underscore");
        assertThat(mistake(GOOD.replace("https://crm.example.com", "https://crm_1.example.com"))
                        .why())
                .contains("underscore");
        assertThat(mistake(GOOD + "hosts: [page_1.internal:8080]\n").why()).contains("underscore");
    }
}
