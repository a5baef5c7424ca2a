package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.e2e.support.NodeJs;
import dev.saoma.e2e.support.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The browser scripts without a browser: their modules' unit tests in Playwright's Node.js, and ESLint over all of them.
 */
class ScriptsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MODULES = ROOT.resolve("hosted-page/src/main/js");
    private static final Path TESTS = ROOT.resolve("hosted-page/src/test/js");

    @Test
    void modules_passTheirUnitTests() throws Exception {
        List<String> tests = new ArrayList<>(List.of("--test-reporter=tap"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString).filter(file -> file.endsWith(".test.mjs")).forEach(tests::add);
        }
        assertThat(tests).hasSizeGreaterThan(3);

        assertThat(NodeJs.run(TESTS, Path.of("--test"), tests.toArray(String[]::new)))
                .contains("\n# fail 0\n")
                .containsPattern("\n# pass [1-9][0-9]\n")
                .endsWith("exit code 0");
    }

    @Test
    void eslint_findsNothing() throws Exception {
        assertThat(NodeJs.run(ROOT, eslint(), arguments("."))).isEqualTo("exit code 0");
    }

    @Test
    void eslint_noticesWhatItShould() throws Exception {
        Path folder = Files.createDirectories(ROOT.resolve("hosted-page/target/lint/hosted-page/src/main/js/pages"));
        Path bad = Files.writeString(folder.resolve("bad.js"), "var unused = missing == 1;\n");

        assertThat(NodeJs.run(
                        ROOT.resolve("hosted-page/target/lint"),
                        eslint(),
                        "--no-ignore",
                        "--config",
                        MODULES.resolve("eslint.config.js").toString(),
                        bad.toString()))
                .contains("no-var", "no-unused-vars", "no-undef", "eqeqeq")
                .endsWith("exit code 1");
    }

    private static String[] arguments(String what) {
        return new String[] {"--config", MODULES.resolve("eslint.config.js").toString(), "--max-warnings", "0", what};
    }

    private static Path eslint() throws IOException {
        String version = JsonParser.parseString(Files.readString(MODULES.resolve("package.json")))
                .getAsJsonObject()
                .getAsJsonObject("devDependencies")
                .get("eslint")
                .getAsString();
        return Npm.install("eslint", version)
                .resolve("node_modules/eslint/bin/eslint.js")
                .toAbsolutePath();
    }
}
