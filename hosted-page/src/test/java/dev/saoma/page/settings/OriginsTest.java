package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    @TempDir
    Path directory;

    @Test
    void origins_bringMessagesAndTheirOwnRedirectUris() {
        Application shop = application("origins: [https://shop.example.com, \"https://www.example.com:8443\"]");

        assertThat(shop.origins())
                .containsExactlyInAnyOrder("https://shop.example.com", "https://www.example.com:8443");
        assertThat(shop.redirectUris()).containsExactly("https://shop.example.com/", "https://www.example.com:8443/");
        assertThat(shop.permits(ResponseMode.WEB_MESSAGE, "https://shop.example.com/"))
                .isTrue();
        assertThat(shop.permits(ResponseMode.WEB_MESSAGE, "https://shop.example.com.evil.example/"))
                .isFalse();
    }

    @Test
    void withoutOrigins_thereAreNoMessages() {
        Application crm = application("redirectUris: [https://crm.example.com/cb]");

        assertThat(crm.origins()).isEmpty();
        assertThat(crm.permits(ResponseMode.WEB_MESSAGE, "https://crm.example.com/cb"))
                .isFalse();
        assertThat(crm.permits(ResponseMode.QUERY, "https://crm.example.com/cb"))
                .isTrue();
    }

    @Test
    void authingSdk_isOffUntilItIsSwitchedOn() {
        assertThat(application("origins: [https://a.example]").authingSdk()).isFalse();
        assertThat(application("origins: [https://a.example], authingSdk: true").authingSdk())
                .isTrue();
        assertThat(application("origins: [https://a.example], authingSdk: true, responseModes: [query]")
                        .permits(ResponseMode.AUTHING_MESSAGE, "https://a.example/"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example.com", "null"})
    void whatIsNoOrigin_isRefusedWithItsFix(String origin) {
        String message = mistakes("redirectUris: [https://a.example/cb], origins: [\"" + origin + "\"]");

        assertThat(message).contains("applications[0].origins[0]").contains("Write it as the browser's address bar");
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com/, https://shop.example.com",
        "https://shop.example.com/shop, https://shop.example.com",
        "https://shop.example.com:443, https://shop.example.com",
        "https://SHOP.example.com, https://shop.example.com",
        "http://shop.example.com, https://shop.example.com",
        "http://localhost:8080, https://localhost:8080",
        "https://shop.example.com?x, https://shop.example.com",
        "shop.example.com, https://shop.example.com"
    })
    void whatIsNearlyAnOrigin_isRefusedWithTheOriginThatWasMeant(String origin, String meant) {
        String message = mistakes("redirectUris: [https://a.example/cb], origins: [\"" + origin + "\"]");

        assertThat(message).contains("applications[0].origins[0]").endsWith("Did you mean \"" + meant + "\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "origins: [https://a.example], clientSecret: 0123456789abcdefghijklmnopqrstuvwxyz | cannot keep the clientSecret",
                "redirectUris: [https://a.example/cb], authingSdk: true | no origins that a token may be posted to",
                "origins: [https://a.example], authingSdk: sure | is neither true nor false",
                "origins: [https://a.example], responseModes: [authing_message] | contains an unknown response mode",
                "redirectUris: [https://a.example/cb], responseModes: [web_message] | no origins to send messages to"
            })
    void whatDoesNotFitTogether_isRefused(String lines, String why) {
        assertThat(mistakes(lines)).contains(why);
    }

    private String mistakes(String lines) {
        SettingsException wrong = catchThrowableOfType(SettingsException.class, () -> application(lines));
        return wrong.getMessage();
    }

    private Application application(String lines) {
        String yaml = """
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: 0123456789abcdef0123456789abcdef }
                applications:
                  - { clientId: app, name: App, %s }
                """.formatted(lines);
        return PageSettings.parse(yaml, directory, Map.of())
                .pools()
                .get(0)
                .application("app")
                .orElseThrow();
    }
}
