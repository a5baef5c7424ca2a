package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code that docs/stacks.md shows is that of applications which tests run. */
class StacksTest {
    /** The application that BootIT of the filter builds and starts, with Boot 2.7 and 3.5. */
    private static final String BOOT = "filter/src/it/boot/src/App.java";

    @Test
    void springBoot_isTheApplicationThatRuns() throws IOException {
        String application = Files.readString(Document.ROOT.resolve(BOOT)).replace("${dollar}", "$");
        List<String> snippets =
                Document.read(Document.ROOT.resolve("docs/stacks.md")).codeBlocks();

        assertThat(snippets).hasSize(2).allSatisfy(snippet -> {
            String code = snippet.replaceFirst("```java\n", "").replaceFirst("```$", "");
            assertThat(application).contains(code);
        });
    }
}
