package dev.saoma.page.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The files that {@code /sdk/v1/} serves, each prepared when it is first requested. Thread-safe. */
public final class SdkFiles {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String TYPES = "text/plain; charset=utf-8";

    private final Map<String, Supplier<SdkFile>> known;
    private final Map<String, SdkFile> prepared = new ConcurrentHashMap<>();

    /** Creates the files that are in the jar. */
    public SdkFiles() {
        SdkScripts scripts = new SdkScripts();
        known = Map.of(
                "saoma.js", () -> new SdkFile(scripts.module(), SCRIPT),
                "saoma.global.js", () -> new SdkFile(scripts.classic(), SCRIPT),
                "saoma.d.ts", () -> new SdkFile(scripts.types(), TYPES),
                "wechat-login.js", () -> new SdkFile(scripts.componentModule(), SCRIPT),
                "wechat-login.d.ts", () -> new SdkFile(scripts.componentTypes(), TYPES));
    }

    /** Finds a file by name: {@code saoma.js} is a module, {@code saoma.global.js} a classic script. */
    public Optional<SdkFile> find(String name) {
        return Optional.ofNullable(known.get(name)).map(file -> prepared.computeIfAbsent(name, any -> file.get()));
    }
}
