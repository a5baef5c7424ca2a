package dev.saoma.page.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdkFilesTest {
    static final Path SCRIPTS = Path.of("src/main/js");
    private static final Path DOCUMENTATION = Path.of("..", "docs", "site", "sdk.md");
    static final int MOST_BYTES = 6 * 1024;

    private final SdkFiles files = new SdkFiles();

    @ParameterizedTest
    @ValueSource(strings = {"saoma.js", "saoma.global.js", "wechat-login.js"})
    void script_isSmallerThanSixKilobytesCompressed(String name) throws IOException {
        assertThat(compressed(file(name).bytes())).isLessThan(MOST_BYTES);
    }

    static int compressed(byte[] script) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(script);
        }
        return compressed.size();
    }

    @Test
    void moduleAndClassicScript_areTheSameCode() {
        String classic = file("saoma.global.js").text();
        String module = file("saoma.js").text();

        assertThat(code(classic)).hasSizeGreaterThan(10_000).isEqualTo(code(module));
        assertThat(classic).startsWith("var Saoma=").doesNotContain("export const");
        assertThat(module).endsWith("export const{AuthenticationClient,SaomaError}=exports;\n");
    }

    /** Returns what is the same in every form: everything between imports and exports. */
    static String code(String script) {
        return script.substring(
                script.indexOf("'use strict';"), script.indexOf(";", script.lastIndexOf("exports.SaomaError=")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"saoma.js", "saoma.global.js", "wechat-login.js"})
    void script_isAscii_soThatNoCharsetSpoilsIt(String name) {
        assertThat(file(name).text()).isASCII().contains("\\u767b\\u5f55");
    }

    @Test
    void anyOtherName_isNoFile() {
        assertThat(files.find("saoma.min.js")).isEmpty();
        assertThat(files.find("")).isEmpty();
        assertThat(files.find("../view/login.html")).isEmpty();
    }

    @Test
    void integrity_isTheHashThatBrowsersCompare() {
        assertThat(new SdkFile("alert('Hello, world.');", "text/javascript").integrity())
                .isEqualTo("sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"saoma.global.js", "saoma.js", "wechat-login.js"})
    void integrityInTheDocumentation_isThatOfTheFile(String name) throws IOException {
        String row = "| `" + name + "` | `" + file(name).integrity() + "` |";

        assertThat(Files.readString(DOCUMENTATION).lines())
                .as("a row of docs/site/sdk.md; it changes with the script")
                .contains(row);
    }

    @Test
    void classicScriptInTheDocumentation_isPinned() throws IOException {
        assertThat(Files.readString(DOCUMENTATION))
                .contains("integrity=\"" + file("saoma.global.js").integrity() + "\"");
    }

    static Stream<Path> scripts() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("sdk", "shared", "pages")) {
            try (Stream<Path> files = Files.list(SCRIPTS.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".js")).forEach(all::add);
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @DisplayName("J11: no message goes to every origin, no text becomes code or HTML, no token is stored")
    void script_hasNothingDangerous(Path script) throws IOException {
        assertThat(Files.readString(script))
                .doesNotContain("'*'")
                .doesNotContain("\"*\"")
                .doesNotContain("innerHTML")
                .doesNotContain("outerHTML")
                .doesNotContain("insertAdjacentHTML")
                .doesNotContain("createContextualFragment")
                .doesNotContain("document.write")
                .doesNotContain("eval(")
                .doesNotContain("Function(")
                .doesNotContain("localStorage")
                .doesNotContain("indexedDB")
                .doesNotContain("noopener")
                .doesNotContain("Math.random")
                .doesNotContain("console.");
    }

    @Test
    @DisplayName("J11: the SDK keeps nothing but what a redirect needs, and posts to its own window and channel only")
    void sdk_keepsAndTellsNothingElse() throws IOException {
        String source = source("sdk") + source("shared");

        assertThat(source).doesNotContain("document.cookie");
        assertThat(source.lines().filter(line -> line.matches(".*\\b(?:keep|setItem)\\(.*")))
                .as(
                        "what is kept in the tab: the verifier and the one-time code, on their way through a redirect, and that the user signed out")
                .map(String::strip)
                .containsExactlyInAnyOrder(
                        "export function keep(name, value) {",
                        "return value ? storage.setItem(key, value) : value === null ? storage.removeItem(key) : storage.getItem(key);",
                        "if (keep(state, JSON.stringify({ state, nonce, codeVerifier, redirectUri, back })) === 0) {",
                        "const parked = keep(parkedAs);",
                        "const begun = keep(response.state);",
                        "keep(parkedAs, JSON.stringify(response));",
                        "keep(parkedAs, null);",
                        "keep(response.state, null);",
                        "if (keep('out:' + this.options.appId) !== null) {",
                        "keep('out:' + this.options.appId, null);",
                        "keep('out:' + this.options.appId, '1');");
        assertThat(source.lines().filter(line -> line.contains("postMessage(")))
                .map(String::strip)
                .as("to the page's own origin, and to channels, which are this site's own")
                .allMatch(line ->
                        line.contains("from.postMessage(ack, pageOrigin)") || line.contains("channel.postMessage("));
    }

    @Test
    void errors_areTheSameInScriptTypesAndDocumentation() throws IOException {
        String script = Files.readString(SCRIPTS.resolve("sdk/errors.js"));
        List<String> inScript = all("  '(\\w+)\\|(\\d+)\\|([^|']*)\\|([^|']*)'", script);
        String types = file("saoma.d.ts").text();

        assertThat(inScript).hasSizeGreaterThan(15);
        assertThat(inScript)
                .as("each number means one thing")
                .extracting(row -> row.split(" \\| ")[1])
                .doesNotHaveDuplicates();
        assertThat(all("\\| (\\d+) \\| `(\\w+)` \\| ([^|]*) \\| ([^|]*) \\| [^|]+ \\|", Files.readString(DOCUMENTATION))
                        .stream()
                        .map(row -> row.split(" \\| "))
                        .map(row -> String.join(" | ", row[1], row[0], row[2], row[3])))
                .containsExactlyElementsOf(inScript);
        assertThat(all("  /\\*\\* [^\\n]+ \\*/\\n  (\\w+): (\\d+);", types))
                .as("each with a word about it")
                .containsExactlyElementsOf(inScript.stream()
                        .map(row -> row.split(" \\| "))
                        .map(row -> row[0] + " | " + row[1])
                        .toList());
    }

    private static String source(String folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(SCRIPTS.resolve(folder))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** Returns the groups of every match, separated by bars. */
    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> IntStream.rangeClosed(1, match.groupCount())
                        .mapToObj(match::group)
                        .collect(Collectors.joining(" | ")))
                .toList();
    }

    private SdkFile file(String name) {
        return files.find(name).orElseThrow();
    }
}
