package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings say about the directory and its database. */
class DirectorySettingsTest {
    @TempDir
    Path folder;

    private PageSettings parse(String directory) {
        return PageSettings.parse("""
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                """ + directory, folder, Map.of());
    }

    private Duration timeout(String directory) {
        return parse(directory).pool().directory().orElseThrow().database().timeout();
    }

    @Test
    @DisplayName("5A, rule 7: a sign-in waits for the database for 300 ms, if nothing else is set")
    void timeout_is300Milliseconds() {
        assertThat(timeout("directory: { admission: known }\n")).isEqualTo(Duration.ofMillis(300));
        assertThat(timeout("directory: { database: { timeout: PT0.2S } }\n")).isEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.05S", "PT2M", "300"})
    void timeoutOutOfBounds_isAMistake(String timeout) {
        assertThatThrownBy(() -> parse("directory: { database: { timeout: " + timeout + " } }\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("directory.database.timeout");
    }

    @Test
    @DisplayName("5A: without the setting there is no directory")
    void withoutDirectory_thereIsNone() {
        assertThat(parse("").pool().directory()).isEmpty();
    }
}
