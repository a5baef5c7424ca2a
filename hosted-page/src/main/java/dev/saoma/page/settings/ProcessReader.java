package dev.saoma.page.settings;

import java.util.List;

/** Reads the keys that concern the process as a whole. */
final class ProcessReader {
    private final References references;
    private final List<String> warnings;

    ProcessReader(References references, List<String> warnings) {
        this.references = references;
        this.warnings = warnings;
    }

    ProcessSettings read(Section root) {
        return new ProcessSettings(new StoreReader(references, warnings)
                .read(root.section("store"))
                .orElse(null));
    }
}
