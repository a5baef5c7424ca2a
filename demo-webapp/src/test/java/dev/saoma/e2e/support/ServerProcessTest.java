package dev.saoma.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ServerProcessTest {
    private static ServerProcess sh(String script) throws Exception {
        return ServerProcess.start(
                new ProcessBuilder(Installed.orSkip("sh", "dash").toString(), "-c", script));
    }

    @Test
    void processThatEnds_failsWhoeverWaits_withWhatItPrinted() throws Exception {
        try (HeldPort port = new HeldPort();
                ServerProcess process = sh("echo first; echo it went wrong >&2; exit 3")) {
            assertThatThrownBy(() -> process.awaitListening(port.number()))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("exit code 3 before port " + port.number())
                    .hasMessageEndingWith("first\nit went wrong\n");
        }
    }

    @Test
    void output_keepsItsEnd_andNeverStopsTheProcess() throws Exception {
        try (ServerProcess process = sh("yes 0123456789 | head -n 100000; echo port 4711; exec cat")) {
            assertThat(process.awaitOutput(Pattern.compile("port (\\d+)"))).isEqualTo("4711");
            assertThat(process.output()).hasSizeLessThanOrEqualTo(100_000).endsWith("port 4711\n");
        }
    }

    @Test
    void close_endsTheChildrenToo() throws Exception {
        ServerProcess process = sh("(trap '' TERM; while :; do sleep 600; done) & echo child $!; wait");
        long child = Long.parseLong(process.awaitOutput(Pattern.compile("child (\\d+)\n")));

        process.close();

        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void heldPort_isForTheServerAlone() throws Exception {
        try (HeldPort port = new HeldPort();
                ServerSocket server = new ServerSocket(port.number());
                Socket client = new Socket("127.0.0.1", port.number())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(server.getLocalPort()).isEqualTo(port.number());
        }
    }
}
