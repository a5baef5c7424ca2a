package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README stays short, and begins with what readers look for. */
class ReadmeTest {
    private static final int MOST_LINES = 110;

    private final Document readme = Document.read(Document.ROOT.resolve("README.md"));

    @Test
    void readme_hasAtMost110LinesOutsideOfCode() {
        assertThat(readme.prose().strip().lines().filter(line -> !line.startsWith("<!--")))
                .hasSizeBetween(50, MOST_LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void readme_namesThePackagesThatCiInstalls(String name) throws IOException {
        String script = Files.readString(Document.ROOT.resolve(".ci/run"));
        String text = Files.readString(Document.ROOT.resolve(name));

        List<String> packages = Pattern.compile("(?:missing|useful)\\+=\\(([^)]+)\\)")
                .matcher(script)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(" ")))
                .toList();

        assertThat(packages).hasSizeGreaterThan(4).allMatch(one -> text.contains("`" + one + "`"));
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
