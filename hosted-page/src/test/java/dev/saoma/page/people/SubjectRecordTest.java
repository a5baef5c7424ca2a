package dev.saoma.page.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectRecordTest {
    @TempDir
    Path directory;

    private SubjectRecord record(String subject, String appId) {
        return record(subject, appId, "");
    }

    private SubjectRecord record(String subject, String appId, String more) {
        return new SubjectRecord(PageSettings.parse("""
                issuer: https://login.example.com
                wechat: { appId: %s, appSecret: s, subject: %s }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                %s
                """.formatted(appId, subject, more), directory, Map.of())
                .pool());
    }

    @Test
    void beforeAnybodySignedIn_nothingIsFixed() {
        record("unionid", "wx0123456789abcdef").check();

        assertThatCode(record("openid", "wx0123456789abcdef")::check).doesNotThrowAnyException();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void onceUsed_anotherPolicyIsRefused_untilTheFileIsGone() throws IOException {
        record("unionid", "wx0123456789abcdef").used();
        Path file = directory.resolve("signing-key.subject");
        assertThat(file).hasContent("unionid\n");

        assertThatThrownBy(record("openid", "wx0123456789abcdef")::check)
                .isInstanceOf(SubjectChangedException.class)
                .hasMessageContainingAll("unionid", "openid", "wechat.subject", file.toString());
        record("openid", "wx0123456789abcdef").used();
        assertThat(file).hasContent("unionid\n");

        Files.delete(file);
        assertThatCode(record("openid", "wx0123456789abcdef")::check).doesNotThrowAnyException();
    }

    @Test
    void unionid_survivesAnotherApp_openidDoesNot() throws IOException {
        record("unionid", "wx0123456789abcdef").used();
        assertThatCode(record("unionid", "wx00000000000000ff")::check).doesNotThrowAnyException();

        Files.delete(directory.resolve("signing-key.subject"));
        record("openid", "wx0123456789abcdef").used();
        assertThatThrownBy(record("openid", "wx00000000000000ff")::check)
                .isInstanceOf(SubjectChangedException.class)
                .hasMessageContaining("wechat.appId");
    }

    /** As at the start, so that --check and --doctor do not refuse what a start accepts. */
    @Test
    void withADirectory_anotherPolicyIsAccepted_sinceItKnowsEachIdOfAPerson() {
        record("unionid", "wx0123456789abcdef").used();

        assertThatCode(record("openid", "wx0123456789abcdef", "directory: { admission: approve }")::check)
                .doesNotThrowAnyException();
    }

    @Test
    void fileThatCannotBeWritten_keepsNobodyFromSigningIn() throws IOException {
        SubjectRecord record = record("unionid", "wx0123456789abcdef");
        Files.delete(directory);

        assertThatCode(record::used).doesNotThrowAnyException();
        Files.createDirectory(directory);
    }
}
