package dev.saoma.page.console.state;

import dev.saoma.page.doctor.Finding;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.store.Store;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the console knows of a pool that has a directory.
 *
 * @param sealer with the keys that all nodes have
 * @param keys likewise, for the audit
 * @param store that all nodes share
 * @param client the console as an application of the pool
 * @param tests sign-ins by which administrators try applications out
 * @param doctor examines the pool; takes some seconds
 * @param home what of the settings stands in the file
 */
public record ConsolePool(
        PoolSettings settings,
        Sealer sealer,
        List<byte[]> keys,
        Store store,
        Client client,
        TestSignIns tests,
        Supplier<List<Finding>> doctor,
        Home home) {
    /** Copies the keys. */
    public ConsolePool {
        keys = List.copyOf(keys);
    }

    /** The same, knowing what stands in the file now. */
    public ConsolePool with(Home now) {
        return new ConsolePool(settings, sealer, keys, store, client, tests, () -> examined(now), now);
    }

    private List<Finding> examined(Home now) {
        return Stream.concat(now.refusal().map(Finding::settingsRefused).stream(), doctor.get().stream())
                .toList();
    }

    public String name() {
        return settings.name();
    }

    /** Exchanges authorization codes. */
    public interface Client {
        /** Who signed in; empty where the pool gives nothing for the code. */
        Optional<SignedIn> redeem(String code, String verifier, URI redirectUri);

        /**
         * What the application of a test sign-in would be told for its code.
         *
         * @throws OidcError where the code is not good
         */
        Map<String, Object> test(String challenge, String code, String verifier, URI redirectUri) throws OidcError;
    }

    /**
     * Who signed in to the console, as the ID token says it.
     *
     * @param authTime when the person scanned, in seconds since 1970
     */
    public record SignedIn(String subject, @Nullable String nonce, long authTime) {
        @Override
        public String toString() {
            return "SignedIn[…]";
        }
    }

    @Override
    public String toString() {
        return "ConsolePool[" + name() + "]";
    }
}
