package dev.saoma.page.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.JavaCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A header that anyone can send must not cause a DNS look-up. Java resolves whatever it does not take for a literal
 * address, so this runs a process whose name service knows each of the texts.
 */
class AddressLookupTest {
    private static final List<String> TEXTS = List.of(
            "999.1.1.1",
            "256.256.256.256",
            "1.2.3.256",
            ".:1",
            ".1:2",
            "..:..",
            ".....",
            "1.2.3",
            "1.2.3.4.5",
            "face.b00c",
            "dead",
            "localhost",
            "1");
    private static final String FOUND = "10.9.8.7";

    @TempDir
    Path directory;

    /** Runs in the other process. */
    static final class Lookup {
        public static void main(String[] texts) {
            for (String text : texts) {
                System.out.println(text + " " + AddressRanges.counted(text).orElse("is no address"));
            }
        }
    }

    @Test
    void whatIsNoAddress_isNotLookedUp() throws Exception {
        Path hosts = directory.resolve("hosts");
        Files.writeString(hosts, FOUND + " " + String.join(" ", TEXTS) + "\n");
        List<String> command = JavaCommand.of(
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                place(Lookup.class) + System.getProperty("path.separator") + place(AddressRanges.class),
                Lookup.class.getName());
        command.addAll(TEXTS);
        command.add("10.1.2.3");

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.lines())
                .containsExactlyElementsOf(Stream.concat(
                                TEXTS.stream().map(text -> text + " is no address"), Stream.of("10.1.2.3 10.1.2.3"))
                        .toList());
    }

    private static Path place(Class<?> type) throws URISyntaxException, IOException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toRealPath();
    }
}
