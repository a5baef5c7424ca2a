package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.e2e.support.NodeJs;
import dev.saoma.e2e.support.Npm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The npm package that the hosted page's build has created, as a site installs it: types, {@code import}, {@code require}.
 */
class NpmPackageIT {
    private static final Path PACKAGE = Path.of("..", "hosted-page", "target", "npm");
    private static final String PUBLINT = "0.3.25";
    private static final String TSC = "saoma.tsc";

    @TempDir
    static Path site;

    @BeforeAll
    static void install() throws IOException {
        assertThat(PACKAGE).as("made by the build of hosted-page").isDirectory();
        copy(PACKAGE, site.resolve("node_modules").resolve("saoma-js-sdk"));
        for (String file : List.of(
                "every-option.ts",
                "refused.ts",
                "commonjs.cts",
                "classic/program.ts",
                "classic/package.json",
                "tsconfig.json",
                "package.json",
                "import.mjs",
                "require.cjs")) {
            Files.createDirectories(site.resolve(file).getParent());
            try (InputStream in = NpmPackageIT.class.getResourceAsStream("npm/" + file)) {
                Files.copy(in, site.resolve(file));
            }
        }
        List<String> snippets = snippets(PACKAGE.resolve("README.md"));
        assertThat(snippets).hasSize(2);
        for (int i = 0; i < snippets.size(); i++) {
            Files.writeString(site.resolve("readme-" + i + ".js"), snippets.get(i));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static List<String> snippets(Path readme) throws IOException {
        return Pattern.compile("```js\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(readme))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Compiles every program, including those that must be refused and the README's. */
    @ParameterizedTest
    @CsvSource({"nodenext, nodenext", "preserve, bundler"})
    void types_areWhatTheCompilerTakes(String module, String resolution) throws Exception {
        Path tsc = Path.of(System.getProperty(TSC));

        assertThat(NodeJs.run(
                        site,
                        tsc,
                        "--project",
                        ".",
                        "--module",
                        module,
                        "--moduleResolution",
                        resolution,
                        "--pretty",
                        "false"))
                .isEqualTo("exit code 0");
    }

    @Test
    void programThatIsCompiled_leavesNothingOfTheTypesOut() throws IOException {
        String program = Files.readString(site.resolve("every-option.ts"));
        Set<String> names = new TreeSet<>();
        for (String types : List.of("saoma.d.ts", "wechat-login.d.ts")) {
            Pattern.compile("^ +(?:readonly )?'?([\\w-]+)'?\\??[:(<]", Pattern.MULTILINE)
                    .matcher(Files.readString(PACKAGE.resolve(types)).replaceAll("\\w+: \\d+;", ""))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .forEach(names::add);
        }
        names.removeAll(Set.of("constructor", "type", "listener", "options", "reason"));

        assertThat(names).hasSizeGreaterThan(50);
        assertThat(names).allSatisfy(name -> assertThat(program).containsPattern("\\b" + name + "\\b"));
    }

    @ParameterizedTest
    @CsvSource({"import.mjs, import works", "require.cjs, require works"})
    void script_runsWithoutABrowser(String script, String last) throws Exception {
        assertThat(NodeJs.run(site, Path.of(script))).isEqualTo(last + "\nexit code 0");
    }

    @Test
    void publint_findsNothing() throws Exception {
        Path publint = Npm.install("publint", PUBLINT).resolve("node_modules/publint/src/cli.js");

        assertThat(NodeJs.run(
                        site, publint.toAbsolutePath(), "node_modules/saoma-js-sdk", "--strict", "--pack", "false"))
                .contains("All good!")
                .endsWith("exit code 0");
    }
}
