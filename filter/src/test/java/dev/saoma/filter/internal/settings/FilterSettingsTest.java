package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterSettingsTest extends SettingsFixture {
    @Test
    void fourSettings_areEnough() {
        Settings settings = Settings.of(values);

        assertThat(settings.path()).isEqualTo("/saoma");
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.lifetime()).isEqualTo(Duration.ofHours(8));
        assertThat(settings.appOrigin()).isEqualTo("https://www.example.com");
        assertThat(settings.appPath()).isEqualTo("/crm");
        assertThat(settings.secure()).isTrue();
        assertThat(settings.publicPaths().matches("/")).isFalse();
    }

    @Test
    void logout_goesToTheProvider_unlessItIsLocal() {
        assertThat(Settings.of(values).logout().atProvider()).isTrue();
        assertThat(Settings.of(values).logout().nodes()).isEmpty();
        values.put("logout", "local");
        values.put("logoutReturn", "/goodbye?from=crm");
        values.put("logoutNodes", "\n  http://crm-nodes.internal:8080/crm,\n  https://[fd00::1]:8443/crm\n");

        LogoutSettings logout = Settings.of(values).logout();

        assertThat(logout.atProvider()).isFalse();
        assertThat(logout.returnPath()).contains("/goodbye?from=crm");
        assertThat(logout.nodes())
                .extracting(Object::toString)
                .containsExactly("http://crm-nodes.internal:8080/crm", "https://[fd00::1]:8443/crm");
    }

    @Test
    void lines_areReadFromAWebXml() {
        values.put("roles", "\n        /admin/* = admin, owner\r\n\n        *.do    = clerk\n    ");
        values.put("sessionAttributes", "\n LOGIN_USER = unionid\n NICK=name\n");
        values.put("apiPaths", "/*");
        Settings settings = Settings.of(values);

        assertThat(settings.access()).hasToString("public , api /*, roles {/admin/*=[admin, owner], *.do=[clerk]}");
        assertThat(settings.users().sessionAttributes()).isEqualTo(Map.of("LOGIN_USER", "unionid", "NICK", "name"));
        assertThat(settings.users().rolesClaim()).isEqualTo("roles");
        assertThat(settings.bearer().audiences()).containsExactly("crm");
        values.put("bearerAudiences", "none");
        assertThat(Settings.of(values).bearer().audiences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080", "http://127.8.9.1"})
    void plainHttpOnLoopback_isAllowed(String url) {
        values.put("issuer", url);
        values.put("appUrl", url + "/crm");

        assertThat(Settings.of(values).secure()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm.example.cn",
        "https://crm.example.cn:8443/A",
        "https://crm.example.cn:80",
        "http://[::1]:443/a"
    })
    void appUrlInTheFormOfBrowsers_isTaken(String url) {
        values.put("appUrl", url);

        Settings settings = Settings.of(values);

        assertThat(settings.appOrigin() + settings.appPath()).isEqualTo(url);
    }

    @Test
    void indentedValue_isTakenWithoutItsWhiteSpace() {
        values.put("clientId", "\n      crm\n    ");
        values.put("publicPaths", "\n  /health\n  /static/*, *.css\n");

        Settings settings = Settings.of(values);

        assertThat(settings.clientId()).isEqualTo("crm");
        assertThat(settings.publicPaths()).hasToString("/health /static/* *.css");
    }

    @Test
    void references_areResolved() {
        values.put("clientSecret", "${env:CRM_SECRET}");
        values.put("issuer", "https://${sys:host}/${jndi:tenant}");
        References references = (kind, name) ->
                Optional.of(Map.of("env:CRM_SECRET", SECRET, "sys:host", "login.example.com", "jndi:tenant", "a")
                        .get(kind + ":" + name));

        Settings settings = Settings.of(values, references);

        assertThat(settings.clientSecret()).hasValue(SECRET);
        assertThat(settings.issuer()).isEqualTo("https://login.example.com/a");
    }

    @Test
    void fileReference_isReadWithoutItsLineEnd(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder)
            throws Exception {
        java.nio.file.Path file = java.nio.file.Files.writeString(folder.resolve("secret"), SECRET + "\n");
        values.put("clientSecret", "${file:" + file + "}");

        assertThat(Settings.of(values).clientSecret()).hasValue(SECRET);
    }

    @Test
    void settings_areDeafToLaterChangesOfTheMap() {
        Settings settings = Settings.of(values);
        values.put("clientId", "other");

        assertThat(settings.clientId()).isEqualTo("crm");
    }
}
