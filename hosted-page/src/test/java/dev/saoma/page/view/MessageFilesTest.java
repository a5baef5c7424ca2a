package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text files have no key twice: the second text would silently replace the first. */
class MessageFilesTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
            return files.filter(file -> file.toString().endsWith(".properties")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyKey_isThereOnce(Path file) throws IOException {
        Set<String> seen = new HashSet<>();

        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> line.matches("[\\w.-]+ *=.*"))
                        .map(line -> line.replaceFirst(" *=.*", ""))
                        .filter(key -> !seen.add(key)))
                .isEmpty();
        assertThat(seen).isNotEmpty();
    }
}
