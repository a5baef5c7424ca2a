package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.redis.Agreement;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.ProcessSettings;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.support.MutableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoresTest {
    private static final Kind KIND = new Kind("kind", Duration.ofMinutes(1));

    private final MutableClock clock = MutableClock.atNow();
    private final ProcessSettings settings =
            PageSettings.parse("""
                    issuer: https://login.example.com
                    wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                    applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                    """, Path.of("nowhere"), Map.of()).process();

    private Store of(Stores stores, String issuer) {
        Sealer sealer = new Sealer(List.of(SealKey.of(new byte[32])), issuer, clock, new SecureRandom());
        return stores.of(issuer, sealer, () -> new Agreement("wx UNIONID", Set.of()));
    }

    @Test
    void poolWhoseStoreIsFull_leavesTheOthersTheirRoom() {
        try (Stores stores = new Stores(settings, clock)) {
            Store full = of(stores, "https://one.example");
            Store other = of(stores, "https://two.example");
            for (int i = 0; i < MemoryStore.DEFAULT_MAX_VALUES; i++) {
                full.put(KIND, Integer.toString(i), "");
            }

            assertThatThrownBy(() -> full.put(KIND, "one more", "")).isInstanceOf(StoreUnavailableException.class);
            other.put(KIND, "key", "value");
            assertThat(other.get(KIND, "key")).contains("value");
            assertThat(full.get(KIND, "key")).isEmpty();
        }
    }

    @Test
    void poolThatIsAssembledAgain_findsItsValues() {
        try (Stores stores = new Stores(settings, clock)) {
            Store before = of(stores, "https://one.example");
            before.put(KIND, "key", "value");
            Store after = of(stores, "https://one.example");
            stores.keep(List.of(after));

            assertThat(after.get(KIND, "key")).contains("value");
            stores.keep(List.of());
            assertThat(of(stores, "https://one.example").get(KIND, "key")).isEmpty();
        }
    }
}
