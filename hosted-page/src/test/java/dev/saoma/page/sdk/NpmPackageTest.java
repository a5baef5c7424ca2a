package dev.saoma.page.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm package as files; the module of browser tests shows that Node.js and TypeScript can use it. */
class NpmPackageTest {
    private static final Path SOURCE = Path.of("src/main/npm");
    private static final Path LICENCE = Path.of("..", "LICENSE");
    private static final String VERSION = "1.2.3";

    private static Map<String, String> files;
    private static JsonObject description;

    @BeforeAll
    static void pack() throws IOException {
        files = NpmPackage.files(SOURCE, LICENCE, VERSION);
        description = JsonParser.parseString(file("package.json")).getAsJsonObject();
    }

    @Test
    void description_hasTheVersionAndTheLicence_andNoDependency() {
        assertThat(description.get("version").getAsString()).isEqualTo(VERSION);
        assertThat(description.get("license").getAsString()).isEqualTo("Apache-2.0");
        assertThat(file("LICENSE")).contains("Apache License");
        assertThat(description.keySet())
                .doesNotContain(
                        "dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies", "scripts");
    }

    @Test
    void description_namesEveryScriptAndEveryType_andNothingElse() {
        Set<String> named = new TreeSet<>(Set.of("LICENSE", "README.md"));
        namedIn(description.get("exports"), named);

        assertThat(named).isEqualTo(files.keySet());
        for (String name : List.of("main", "module", "types", "unpkg", "jsdelivr")) {
            assertThat(files).containsKey(description.get(name).getAsString().substring(2));
        }
    }

    private static void namedIn(JsonElement exports, Set<String> named) {
        if (exports.isJsonObject()) {
            exports.getAsJsonObject().asMap().values().forEach(value -> namedIn(value, named));
        } else {
            named.add(exports.getAsString().substring(2));
        }
    }

    @Test
    void scripts_areThoseThatThePageServes() {
        SdkFiles served = new SdkFiles();

        for (String name :
                List.of("saoma.js", "saoma.global.js", "saoma.d.ts", "wechat-login.js", "wechat-login.d.ts")) {
            assertThat(file(name)).isEqualTo(served.find(name).orElseThrow().text());
        }
    }

    @Test
    void formsForRequire_differInTheWayInAndOutOnly() {
        assertThat(SdkFilesTest.code(file("saoma.cjs"))).isEqualTo(SdkFilesTest.code(file("saoma.global.js")));
        assertThat(componentCode("wechat-login.cjs"))
                .hasSizeGreaterThan(4_000)
                .isEqualTo(componentCode("wechat-login.js"));
        assertThat(file("saoma.d.cts")).isEqualTo(file("saoma.d.ts"));
        assertThat(file("wechat-login.d.cts")).contains("'./saoma.cjs'").doesNotContain("'./saoma.js'");
    }

    private static String componentCode(String name) {
        String script = file(name);
        return script.substring(
                script.indexOf("'use strict';"), script.indexOf(";", script.lastIndexOf("exports.WeChatLogin=")));
    }

    @Test
    void whatABundlerTakes_isSmallerThanSixKilobytesCompressed() throws IOException {
        assertThat(SdkFilesTest.compressed(file("saoma.cjs").getBytes(StandardCharsets.UTF_8)))
                .isLessThan(SdkFilesTest.MOST_BYTES);
    }

    @Test
    void main_writesTheFolder(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("npm");

        NpmPackage.main(new String[] {SOURCE.toString(), LICENCE.toString(), VERSION, target.toString()});

        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(target.resolve(file.getKey())).hasContent(file.getValue());
        }
        assertThat(target.toFile().list()).hasSameSizeAs(files.keySet());
    }

    @Test
    void main_withoutItsArguments_saysWhichItExpects() {
        assertThatThrownBy(() -> NpmPackage.main(new String[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected: SOURCE LICENSE VERSION TARGET");
    }

    private static String file(String name) {
        return files.getOrDefault(name, "");
    }
}
