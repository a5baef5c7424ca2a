package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SandboxArgumentsTest {

    @Test
    void noArguments_giveOneAppOnTheUsualPort() {
        SandboxArguments parsed = SandboxArguments.parse();
        assertThat(parsed.port()).isEqualTo(8082);
        assertThat(parsed.apps()).hasSize(1);
        assertThat(parsed.help()).isFalse();
    }

    @Test
    void settingsInTheReadme_areForTheSandboxWithoutArguments() throws IOException {
        SandboxArguments parsed = SandboxArguments.parse();
        SandboxArguments.App app = parsed.apps().get(0);

        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains("""
                issuer: http://%s:8080
                wechat:
                  appId: %s
                  appSecret: %s
                  openUrl: http://localhost:%4$d
                  apiUrl: http://localhost:%4$d
                """.formatted(app.callbackDomain(), app.appId(), app.secret(), parsed.port()));
    }

    @Test
    void appWithName_isTakenApart() {
        assertThat(SandboxArguments.parse("--app", "wx1:secret:127.0.0.1:客户: 管理")
                        .apps())
                .containsExactly(new SandboxArguments.App("wx1", "secret", "127.0.0.1", "客户: 管理"));
    }

    @Test
    void appWithoutName_isCalledByItsId() {
        assertThat(SandboxArguments.parse("--app", "wx1:secret:127.0.0.1").apps())
                .containsExactly(new SandboxArguments.App("wx1", "secret", "127.0.0.1", "wx1"));
    }

    @Test
    void officialAccount_isTakenApart_andDoesNotReplaceTheApp() {
        SandboxArguments parsed = SandboxArguments.parse("--account", "wx2:secret:127.0.0.1:服务号");

        assertThat(parsed.accounts()).containsExactly(new SandboxArguments.App("wx2", "secret", "127.0.0.1", "服务号"));
        assertThat(parsed.apps()).hasSize(1);
    }

    @Test
    void mistakes_areExplained() {
        assertRefused("unknown argument --prot; known are --port, --app, --account and --help", "--prot", "1");
        assertRefused("--port needs a value", "--port");
        assertRefused("--port must be a number from 0 to 65535, but is 70000", "--port", "70000");
        assertRefused(
                "--app must be APPID:SECRET:DOMAIN or APPID:SECRET:DOMAIN:NAME, but has 2 parts",
                "--app",
                "wx1:secret");
        assertRefused("appId must be \"wx\"", "--app", "id:secret:127.0.0.1");
        assertRefused("--account must be APPID:SECRET:DOMAIN", "--account", "wx1");
        assertRefused("callbackDomain must be a bare host", "--app", "wx1:secret:a/b");
        assertRefused("appId wx1 is registered twice", "--app", "wx1:s:127.0.0.1", "--app", "wx1:s:127.0.0.1");
    }

    @Test
    void mistakeInAnApp_doesNotTellItsSecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxArguments.parse("--app", "wx1:topsecret:a/b"))
                .withMessageNotContaining("topsecret");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxArguments.parse(arguments))
                .withMessageContaining(message);
    }
}
