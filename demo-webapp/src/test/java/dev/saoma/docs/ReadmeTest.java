package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The README stays short, and begins with what a reader came for. */
class ReadmeTest {
    private static final int MOST_LINES = 110;

    private final Document readme = Document.read(Document.ROOT.resolve("README.md"));

    @Test
    void readme_hasAtMost110LinesOutsideOfCode() {
        assertThat(readme.prose().strip().lines().filter(line -> !line.startsWith("<!--")))
                .hasSizeBetween(50, MOST_LINES);
    }

    @Test
    void readme_opensWithTheTwoCommandsAndTheThreeDoors() {
        assertThat(readme.codeBlocks().get(0)).contains("mvn -Pdemo", "mvn verify");
        List<String> sections = readme.headings().stream()
                .filter(heading -> heading.level() == 2)
                .map(Document.Heading::fragment)
                .toList();
        assertThat(sections)
                .containsSubsequence(
                        "you-are",
                        "you-own-a-war",
                        "you-run-a-login-page-for-many-applications",
                        "you-own-a-site-in-another-language",
                        "non-features",
                        "known-issues")
                .startsWith("you-are");
    }
}
