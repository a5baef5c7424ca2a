package dev.saoma.page.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the npm package: the scripts that {@code /sdk/v1/} serves, in the forms that bundlers, Node.js and TypeScript look
 * for. The build writes it to {@code target/npm}, from where it is published.
 */
public final class NpmPackage {
    private static final String VERSION = "${version}";

    private NpmPackage() {}

    /**
     * Writes the package.
     *
     * @param args the directory with {@code package.json} and {@code README.md}, the licence file, the version, and the
     *     directory to write to
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("expected: SOURCE LICENSE VERSION TARGET");
        }
        Path target = Path.of(args[3]);
        Files.createDirectories(target);
        for (Map.Entry<String, String> file :
                files(Path.of(args[0]), Path.of(args[1]), args[2]).entrySet()) {
            Files.writeString(target.resolve(file.getKey()), file.getValue());
        }
    }

    /** Returns the files of the package, by name. */
    static Map<String, String> files(Path source, Path licence, String version) throws IOException {
        SdkScripts scripts = new SdkScripts();
        Map<String, String> files = new TreeMap<>();
        files.put(
                "package.json", Files.readString(source.resolve("package.json")).replace(VERSION, version));
        files.put("README.md", Files.readString(source.resolve("README.md")));
        files.put("LICENSE", Files.readString(licence));
        files.put("saoma.js", scripts.module());
        files.put("saoma.cjs", scripts.commonJs());
        files.put("saoma.global.js", scripts.classic());
        files.put("saoma.d.ts", scripts.types());
        files.put("saoma.d.cts", scripts.types());
        files.put("wechat-login.js", scripts.componentModule());
        files.put("wechat-login.cjs", scripts.componentCommonJs());
        files.put("wechat-login.d.ts", scripts.componentTypes());
        files.put("wechat-login.d.cts", scripts.componentTypes().replace("'./saoma.js'", "'./saoma.cjs'"));
        return files;
    }
}
