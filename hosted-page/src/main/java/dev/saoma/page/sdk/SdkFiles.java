package dev.saoma.page.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The files that {@code /sdk/v1/} serves. Immutable. */
public final class SdkFiles {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String TYPES = "text/plain; charset=utf-8";

    private final Map<String, SdkFile> files;

    /** Reads them from the jar. */
    public SdkFiles() {
        String script = read("saoma.min.js").strip();
        files = Map.of(
                "saoma.js",
                new SdkFile(script + "\nexport const { AuthenticationClient, SaomaError } = Saoma;\n", SCRIPT),
                "saoma.global.js",
                new SdkFile(script + "\n", SCRIPT),
                "wechat-login.js",
                new SdkFile(
                        "import { AuthenticationClient } from \"./saoma.js\";\n"
                                + read("wechat-login.min.js").strip()
                                + "\nexport const WeChatLogin = saomaWeChatLogin(AuthenticationClient);\n",
                        SCRIPT),
                "wechat-login.d.ts",
                new SdkFile(read("wechat-login.d.ts"), TYPES),
                "saoma.d.ts",
                new SdkFile(read("saoma.d.ts"), TYPES));
    }

    /** The file of that name: {@code saoma.js} is a module, {@code saoma.global.js} a classic script. */
    public Optional<SdkFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static String read(String file) {
        try (InputStream in = SdkFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
