package dev.saoma.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What README.zh-CN.md has between its fences, in its order; README.md has the same. A snippet more or less fails here, so that
 * none is added that nobody plays.
 */
record Readme(
        String commands,
        String webXml,
        String applicationYml,
        String pageYaml,
        String startOfPage,
        String consoleYaml,
        String shopYaml,
        String shopHtml,
        String sandboxYaml) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\n(.*?)^```$");

    static Readme read() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("saoma.root"), "README.zh-CN.md"));
        List<String> blocks =
                BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
        assertThat(blocks).as("snippets of README.zh-CN.md").hasSize(9);
        return new Readme(
                blocks.get(0),
                blocks.get(1),
                blocks.get(2),
                blocks.get(3),
                blocks.get(4),
                blocks.get(5),
                blocks.get(6),
                blocks.get(7),
                blocks.get(8));
    }

    /** {@code page.yaml} of somebody without a WeChat account: the beginning for the sandbox, and all applications. */
    String pageYamlWithSandbox() {
        return sandboxYaml + pageYaml.substring(pageYaml.indexOf("applications:")) + shopYaml;
    }
}
