package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.PageUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return new Main(
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(args));
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("page.yaml"), yaml).toString();
    }

    private static String good() {
        return PageUnderTest.yaml(URI.create("http://127.0.0.1:8081"), URI.create("http://localhost:8082"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--check", "--nonsense x.yaml", "a b", "--check a b", "-v"})
    void wrongUsage_showsUsage(String args) {
        assertThat(run(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(Main.WRONG);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("java -jar", "--check");
    }

    @Test
    void help_isNoError() {
        assertThat(run("--help")).isEqualTo(Main.OK);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("java -jar");
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01T00:00:07Z", "2025-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2106-02-07T06:28:16Z"})
    @DisplayName("with a clock that cannot be right nothing starts, and the message says what is wrong")
    void clockThatCannotBeRight_isRefused(Instant now) throws IOException {
        String file = file(good());
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);

        for (List<String> args : List.of(List.of(file), List.of("--check", file), List.of("--rotate-keys", file))) {
            err.reset();
            int code = new Main(Map.of(), stream(out), stream(err), clock).run(args);

            assertThat(code).isEqualTo(Main.CANNOT_START);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("The clock of this machine says " + now, "Set it");
        }
        assertThat(directory.resolve("signing-key.json")).doesNotExist();
        PageSettings settings = PageSettings.parse(good(), directory, Map.of());
        assertThatThrownBy(() -> Pools.assemble(settings, clock)).isInstanceOf(WrongClockException.class);
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void rotateKeys_addsTheNextKey_andSaysWhenItSigns() throws IOException {
        String file = file(good());

        assertThat(run("--rotate-keys", file)).isEqualTo(Main.OK);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("RS256", "signing-key.json", "sign from");
        assertThat(Files.readString(directory.resolve("signing-key.json")).split("\"kid\""))
                .hasSize(3);
        assertThat(run("--rotate-keys")).isEqualTo(Main.WRONG);
    }

    @Test
    @DisplayName("C18: --check says so, and leaves nothing behind")
    void check_ofGoodSettings_isFine() throws IOException {
        assertThat(run("--check", file(good()))).isEqualTo(Main.OK);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("in order").contains("2");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    @DisplayName("C1, C18: --check and start report the same mistakes")
    void wrongSettings_areListed() throws IOException {
        String file = file("issuer: http://login.example.com\n");

        assertThat(run("--check", file)).isEqualTo(Main.WRONG);
        String checked = err.toString(StandardCharsets.UTF_8);
        err.reset();
        assertThat(run(file)).isEqualTo(Main.WRONG);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(checked);
        assertThat(checked).contains("issuer", "wechat.appId", "applications");
    }

    @Test
    void missingFile_isNamed() {
        assertThat(run(directory.resolve("no.yaml").toString())).isEqualTo(Main.WRONG);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no.yaml");
    }

    @Test
    void takenPort_isNamed() throws IOException {
        try (ServerSocketChannel socket = PageUnderTest.free()) {
            String listen = "127.0.0.1:" + PageUnderTest.port(socket);
            assertThat(run(file(good() + "listen: " + listen + "\n"))).isEqualTo(Main.CANNOT_START);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains(listen);
        }
    }

    @Test
    void brokenKeyFile_isNamed() throws IOException {
        Files.writeString(directory.resolve("signing-key.json"), "{}");

        assertThat(run(file(good()))).isEqualTo(Main.CANNOT_START);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("signing-key.json");
    }
}
