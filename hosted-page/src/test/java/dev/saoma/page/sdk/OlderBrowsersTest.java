package dev.saoma.page.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.NodeUtil;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.rhino.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 11, C6: the scripts run on the engines that 360, QQ and Sogou ship, which are Chrome 69 or later. */
class OlderBrowsersTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "site", "sdk.md");

    /** Features newer than Chrome 69 that are used: each only after checking whether it exists. */
    private static final Set<String> BEHIND_A_LOOK =
            Set.of("userActivation", "isActive", "adoptedStyleSheets", "CSSStyleSheet", "replaceSync");

    /** Features of the language and of browsers, newer than Chrome 69; no name of ours may be one of them. */
    private static final Set<String> NEWER = Set.of(
            "flat",
            "flatMap",
            "fromEntries",
            "trimStart",
            "trimEnd",
            "matchAll",
            "allSettled",
            "any",
            "replaceAll",
            "hasOwn",
            "findLast",
            "findLastIndex",
            "toSorted",
            "toReversed",
            "toSpliced",
            "structuredClone",
            "globalThis",
            "queueMicrotask",
            "WeakRef",
            "FinalizationRegistry",
            "AggregateError",
            "BigInt",
            "randomUUID",
            "replaceChildren",
            "throwIfAborted",
            "canParse",
            "withResolvers",
            "groupBy",
            "isWellFormed",
            "userActivation",
            "isActive",
            "adoptedStyleSheets",
            "CSSStyleSheet",
            "replaceSync",
            "cookieStore",
            "scheduler",
            "CompressionStream",
            "setHTML",
            "togglePopover",
            "showPopover",
            "showModal",
            "attachInternals",
            "ElementInternals",
            "arrayBuffer",
            "checkVisibility",
            "reportError");

    static Stream<Path> scripts() throws IOException {
        return SdkFilesTest.scripts();
    }

    private record Read(Set<String> names, Map<Integer, String> mistakes) {}

    private static Read read(String name, String script) {
        Compiler compiler =
                new Compiler(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        CompilerOptions options = new CompilerOptions();
        options.setLanguageIn(LanguageMode.ECMASCRIPT_2018);
        compiler.initOptions(options);
        Node root = compiler.parse(SourceFile.fromCode(name, script));
        Set<String> names = new TreeSet<>();
        if (root != null) {
            NodeUtil.visitPreOrder(root, node -> {
                if (node.isGetProp() || node.isName() || node.isStringKey() || node.isStringLit()) {
                    names.add(node.getString());
                }
            });
        }
        Map<Integer, String> mistakes = new LinkedHashMap<>();
        compiler.getErrors().forEach(error -> mistakes.put(error.getLineNumber(), error.getDescription()));
        return new Read(names, mistakes);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_hasTheSyntaxAndTheNamesOfChrome69(Path script) throws IOException {
        Read read = read(script.toString(), Files.readString(script));

        assertThat(read.mistakes()).isEmpty();
        assertThat(read.names()).hasSizeGreaterThan(2);
        assertThat(read.names().stream().filter(NEWER::contains).filter(name -> !BEHIND_A_LOOK.contains(name)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"saoma.global.js", "wechat-login.js", "saoma.js"})
    void servedScript_isTheSame_inOneLine(String name) {
        String text = new SdkFiles().find(name).orElseThrow().text();

        assertThat(read(name, text).mistakes()).isEmpty();
        assertThat(text.lines().count()).isLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?.b", "a ?? b", "try { a() } catch { b() }", "a ||= b", "class A { #b = 1 }", "1_000"})
    void newerSyntax_isNoticed(String script) {
        assertThat(read("newer.js", script + ";").mistakes()).isNotEmpty();
    }

    @Test
    void browsers_areListedInTheDocumentation() throws IOException {
        String listed = Files.readString(DOCUMENTATION).lines().collect(Collectors.joining(" "));

        assertThat(listed).contains("## Browsers", "Chrome 69", "360", "QQ", "Sogou");
    }
}
