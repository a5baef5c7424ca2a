package dev.saoma.page.sdk;

import java.util.Map;
import java.util.Optional;

/** The files that {@code /sdk/v1/} serves. Immutable. */
public final class SdkFiles {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String TYPES = "text/plain; charset=utf-8";

    private final Map<String, SdkFile> files;

    /** Reads them from the jar. */
    public SdkFiles() {
        SdkScripts scripts = new SdkScripts();
        files = Map.of(
                "saoma.js", new SdkFile(scripts.module(), SCRIPT),
                "saoma.global.js", new SdkFile(scripts.classic(), SCRIPT),
                "saoma.d.ts", new SdkFile(scripts.types(), TYPES),
                "wechat-login.js", new SdkFile(scripts.componentModule(), SCRIPT),
                "wechat-login.d.ts", new SdkFile(scripts.componentTypes(), TYPES));
    }

    /** The file of that name: {@code saoma.js} is a module, {@code saoma.global.js} a classic script. */
    public Optional<SdkFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
