package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code that docs/stacks.md shows is the code of applications that tests run. */
class StacksTest {
    /** The application that the filter's BootIT builds and starts, with Boot 2.7 and 3.5. */
    private static final String BOOT = "filter/src/it/boot/src/App.java";

    /** The settings, some of which the starter's StarterIT overrides, with Boot 2.7, 3.5 and 4.0. */
    private static final String STARTER = "filter/spring-boot/src/test/resources/crm/application.yml";

    private final List<String> snippets =
            Document.read(Document.ROOT.resolve("docs/stacks.md")).codeBlocks();

    @Test
    void springBoot_isTheApplicationThatRuns() throws IOException {
        String application = Files.readString(Document.ROOT.resolve(BOOT)).replace("${dollar}", "$");

        assertThat(snippets("java"))
                .hasSize(2)
                .allSatisfy(code -> assertThat(application).contains(code));
    }

    @Test
    void settingsOfTheStarter_areThoseThatRun() throws IOException {
        String settings = Files.readString(Document.ROOT.resolve(STARTER));

        assertThat(snippets("yaml")).containsExactly(settings);
        assertThat(Files.readString(Document.ROOT.resolve("README.md"))).contains("```yaml\n" + settings + "```");
    }

    private List<String> snippets(String language) {
        String fence = "```" + language + "\n";
        return snippets.stream()
                .filter(snippet -> snippet.startsWith(fence))
                .map(snippet -> snippet.substring(fence.length()).replaceFirst("```$", ""))
                .toList();
    }
}
