package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    @TempDir
    Path directory;

    private List<Mistake> mistakes(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("users.yaml"), yaml);
        return catchThrowableOfType(SettingsException.class, () -> UsersFile.read(file))
                .mistakes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u: { sub: x } | u.sub | cannot be set in this file",
                "u: { unionid: x } | u.unionid | cannot be set in this file",
                "u: { exp: \"1\" } | u.exp | cannot be set in this file",
                "u: { roles: [\"a\\u202eb\"] } | u.roles | visible",
                "u: { roles: [{ a: b }] } | u.roles | visible",
                "u: { department: \"\" } | u.department | visible",
                "u: { \"a b\": x } | u | name",
                "u: { a: x, a: y } | u.a | twice",
                "u: admin | u | mapping",
                "\"u v\": {} | user | unionid"
            })
    void mistake_isNamed(String yaml, String key, String why) throws IOException {
        assertThat(mistakes(yaml)).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo(key);
            assertThat(mistake.why() + mistake.fix()).contains(why);
            assertThat(mistake.line()).isEqualTo(1);
        });
    }

    @Test
    void everyMistake_isListed() throws IOException {
        assertThat(mistakes("u: { sub: x, aud: y }\nu: { roles: [a] }\n")).hasSize(3);
        assertThat(mistakes("u: [")).hasSize(1);
        assertThat(mistakes("")).hasSize(1);
    }

    @Test
    void mistakesInIt_areThoseOfTheSettings() throws IOException {
        Files.writeString(directory.resolve("users.yaml"), "u: { sub: x }");
        String yaml = """
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: s }
                users: users.yaml
                applications:
                  - { clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"], claims: [roles, sub] }
                """;

        SettingsException mistakes =
                catchThrowableOfType(SettingsException.class, () -> PageSettings.parse(yaml, directory, Map.of()));

        assertThat(mistakes.mistakes()).extracting(Mistake::key).containsExactly("users", "applications[0].claims");
        assertThat(mistakes).hasMessageContaining("u.sub");
    }
}
