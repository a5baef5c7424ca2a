package dev.saoma.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that docs/architecture.md names along the path of a request exist, and are as many as it says. */
class WalksTest {
    private static final String HEADING = "## Five requests, file by file\n";
    private static final Pattern WALK = Pattern.compile("(?ms)^### (.+?): (\\d+) files.*?$(.+?)(?=^##)");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");

    static Stream<MatchResult> walks() {
        String text =
                Document.read(Document.ROOT.resolve("docs/architecture.md")).text();
        assertThat(text).contains(HEADING);
        List<MatchResult> walks =
                WALK.matcher(text.substring(text.indexOf(HEADING))).results().toList();
        assertThat(walks).hasSize(6);
        return walks.stream();
    }

    @ParameterizedTest(name = "walk {index}")
    @MethodSource("walks")
    void walk_namesFilesThatExist_andCountsThem(MatchResult walk) throws IOException {
        String module = walk.group(1).matches("(?s).*(page|There).*") ? "hosted-page" : "filter";
        Set<String> named = NAME.matcher(walk.group(3))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sources(module)).containsAll(named);
        assertThat(named).hasSize(Integer.parseInt(walk.group(2)));
    }

    private static Set<String> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Document.ROOT.resolve(module).resolve("src/main/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
