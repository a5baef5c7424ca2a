package dev.saoma.page.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What concerns the process as a whole, whatever it serves. It changes at a restart only.
 *
 * @param sharedStore the store that the nodes share, or null where the store is the memory of this process
 * @param limits how much is too much
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param managementListen where metrics and probes are, or null for nowhere
 * @param outbound how it reaches others
 */
public record ProcessSettings(
        @Nullable RedisSettings sharedStore,
        LimitSettings limits,
        AddressRanges trustedProxies,
        @Nullable Listen managementListen,
        OutboundSettings outbound) {
    static ProcessSettings read(Section root) {
        return new ProcessSettings(
                RedisSettings.read(root.section("store")).orElse(null),
                LimitSettings.read(root.section("limits")),
                AddressRanges.read(root, "trustedProxies", root.texts("trustedProxies")),
                management(root.section("management")),
                OutboundSettings.read(root.section("outbound"), System::getProperty));
    }

    private static @Nullable Listen management(Section section) {
        Optional<Listen> listen = section.text("listen").flatMap(text -> Listen.of(section, text));
        section.close();
        return listen.orElse(null);
    }

    /** Where metrics and probes are. */
    public Optional<Listen> management() {
        return Optional.ofNullable(managementListen);
    }

    /** The store that the nodes share. */
    public Optional<RedisSettings> redis() {
        return Optional.ofNullable(sharedStore);
    }
}
