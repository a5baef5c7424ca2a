package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.saoma.sandbox.model.TestUsers;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class WeChatSandboxIT {

    @Test
    void noApp_saysHowToRegisterOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WeChatSandbox.builder().start())
                .withMessageContaining("builder().app(");
    }

    @Test
    void noQrCode_saysWhatToOpen() {
        try (WeChatSandbox sandbox = Client.sandbox().start()) {
            assertThatIllegalStateException()
                    .isThrownBy(sandbox::latestQrCode)
                    .withMessageContaining("/connect/qrconnect");
        }
    }

    @Test
    void confirmWithoutScan_saysWhatToCall() throws Exception {
        try (WeChatSandbox sandbox = Client.sandbox().start()) {
            new Client(sandbox.uri()).openPage(Client.authorize("http://127.0.0.1:9/cb", "s1"));
            assertThatIllegalStateException()
                    .isThrownBy(sandbox::confirm)
                    .withMessageContaining("cannot be confirmed because it is WAITING; call scanAs(user) first");
        }
    }

    @Test
    void boundSocket_isUsed() throws Exception {
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        try (WeChatSandbox sandbox = Client.sandbox().socket(socket).start()) {
            assertThat(sandbox.uri()).hasToString("http://localhost:" + port);
            assertThat(new Client(sandbox.uri()).get("/phone").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takenPort_isNamed() {
        try (WeChatSandbox first = Client.sandbox().start()) {
            int port = first.uri().getPort();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> Client.sandbox().port(port).start())
                    .withMessageContaining("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void builderChangedAfterStart_changesNothing() throws Exception {
        WeChatSandbox.Builder builder = Client.sandbox();
        try (WeChatSandbox sandbox = builder.start()) {
            builder.app("wx2", "s", "Late", "127.0.0.1");
            builder.user(TestUsers.all().get(0));
            assertThat(sandbox.users()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(new Client(sandbox.uri())
                            .get("/connect/qrconnect?appid=wx2")
                            .body())
                    .contains("appid 参数错误");
        }
    }

    @Test
    void usersByDefault_coverTheDifficultOnes() {
        try (WeChatSandbox sandbox = Client.sandbox().start()) {
            assertThat(sandbox.users()).allMatch(user -> user.openid().matches("o[0-9A-Za-z_-]{27}"));
            assertThat(sandbox.users()).anyMatch(user -> user.unionid() == null);
            assertThat(sandbox.users())
                    .anyMatch(user -> user.nickname().codePoints().anyMatch(c -> c > 0xFFFF));
            assertThat(sandbox.users()).anyMatch(user -> user.avatar().isEmpty());
        }
    }
}
