package dev.saoma.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of somebody else, with nothing of ours but the staging repository: its test signs a user in with the filter and the
 * test support that it finds there.
 */
class ConsumerIT {
    @TempDir
    private Path folder;

    @Test
    void throwawayProject_signsAUserIn() throws Exception {
        copy("pom.xml", folder.resolve("pom.xml"));
        copy("settings.xml", folder.resolve("settings.xml"));
        copy("OrdersTest.java.txt", folder.resolve("src/test/java/example/OrdersTest.java"));

        Maven.runAlone(
                folder,
                List.of(
                        "--settings",
                        folder.resolve("settings.xml").toString(),
                        "-Dmaven.repo.local=" + folder.resolve("repository"),
                        "test"));

        assertThat(Files.readString(folder.resolve("maven-output.txt"))).contains("Tests run: 1, Failures: 0");
    }

    /** Copies a file of the consumer, with the values of this build in it. */
    static void copy(String resource, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (InputStream in = ConsumerIT.class.getResourceAsStream("/consumer/" + resource)) {
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            for (String name : List.of(
                    "saoma.version", "saoma.staging", "maven.repo.local", "junit.version", "tomcat11.version")) {
                text = text.replace("@" + name + "@", System.getProperty(name));
            }
            Files.writeString(to, text);
        }
    }
}
