package dev.saoma.page.settings;

import java.util.List;
import java.util.Optional;

/** Reads the keys that concern the process as a whole. */
final class ProcessReader {
    private static final int MOST_A_MINUTE = 1_000_000;

    private final References references;
    private final List<String> warnings;

    ProcessReader(References references, List<String> warnings) {
        this.references = references;
        this.warnings = warnings;
    }

    ProcessSettings read(Section root) {
        return new ProcessSettings(
                new StoreReader(references, warnings)
                        .read(root.section("store"))
                        .orElse(null),
                limits(root.section("limits")),
                AddressRanges.read(root, "trustedProxies", root.texts("trustedProxies")),
                management(root.section("management")).orElse(null),
                new OutboundReader(references, System::getProperty).read(root.section("outbound")));
    }

    private static Optional<Listen> management(Section section) {
        Optional<Listen> listen = section.text("listen").flatMap(text -> SettingsReader.listen(section, text));
        section.close();
        return listen;
    }

    private static LimitSettings limits(Section section) {
        LimitSettings standard = LimitSettings.STANDARD;
        LimitSettings limits = new LimitSettings(
                number(section, "signInsPerAddress", section.text("signInsPerAddress"), standard.signInsPerAddress()),
                number(
                        section,
                        "signInsPerApplication",
                        section.text("signInsPerApplication"),
                        standard.signInsPerApplication()),
                number(
                        section,
                        "callbacksPerAddress",
                        section.text("callbacksPerAddress"),
                        standard.callbacksPerAddress()),
                number(
                        section,
                        "tokenCallsPerAddress",
                        section.text("tokenCallsPerAddress"),
                        standard.tokenCallsPerAddress()),
                number(
                        section,
                        "failedAuthentications",
                        section.text("failedAuthentications"),
                        standard.failedAuthentications()));
        section.close();
        return limits;
    }

    private static int number(Section section, String key, Optional<String> text, int unless) {
        if (text.isEmpty()) {
            return unless;
        }
        if (text.get().matches("[0-9]{1,7}") && Integer.parseInt(text.get()) <= MOST_A_MINUTE) {
            return Integer.parseInt(text.get());
        }
        section.mistake(key, "is not a number from 0 to 1000000.", "Write how often a minute; 0 for no limit.");
        return unless;
    }
}
