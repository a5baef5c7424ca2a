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
 * A pool with a directory, as the console uses it.
 *
 * @param sealer seals with the keys that all nodes share
 * @param keys the keys that all nodes share, for the audit and the AppSecret
 * @param store the pool's store, which all nodes share
 * @param client redeems codes, with the console as an application of the pool
 * @param tests test sign-ins of administrators
 * @param doctor examines the pool; takes some seconds
 * @param home which settings are in the file
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

    /** Returns this pool with another {@code home}. */
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
        /** Returns who signed in; empty if the code is not valid. */
        Optional<SignedIn> redeem(String code, String verifier, URI redirectUri);

        /**
         * Returns the claims that the application of a test sign-in would receive for its code.
         *
         * @throws OidcError if the code is not valid
         */
        Map<String, Object> test(String challenge, String code, String verifier, URI redirectUri) throws OidcError;
    }

    /**
     * The person who signed in to the console, as in the ID token.
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
