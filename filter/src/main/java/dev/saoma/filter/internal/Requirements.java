package dev.saoma.filter.internal;

import dev.saoma.filter.internal.oidc.Libraries;
import dev.saoma.filter.internal.oidc.ProviderProbe;
import dev.saoma.filter.internal.seal.SealKeys;
import java.util.List;
import java.util.Optional;

/**
 * Checks what the filter needs: libraries on its class path, and ciphers and signature algorithms of the Java runtime.
 */
public final class Requirements {
    private Requirements() {}

    /** Describes the signature algorithms that this Java runtime lacks; usually empty. */
    public static Optional<String> unverifiable() {
        return ProviderProbe.unverifiable();
    }

    /** Describes missing requirements, for the person who installs the filter; usually empty. */
    public static Optional<String> runtimeMistake() {
        List<String> missing = Libraries.missing();
        return missing.isEmpty()
                ? SealKeys.runtimeMistake()
                : Optional.of(
                        "these libraries are missing beside saoma-filter: " + String.join(", ", missing)
                                + " – add them with Maven, or take the drop-in jar (classifier jakarta or javax), which holds them");
    }
}
