package dev.saoma.page.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.support.MutableClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links from the shell at two nodes, each with key files of its own, which share a store. */
class EntryLinksTest {
    private static final URI CONSOLE = URI.create("https://admin.example.cn");

    private final MutableClock clock = MutableClock.atNow();
    private final SecureRandom random = new SecureRandom();
    private final Store store = new MemoryStore(clock, 1000);
    private final EntryLinks here = new EntryLinks(true);
    private final EntryLinks there = new EntryLinks(true);

    @TempDir
    Path folder;

    private ConsolePool first;
    private ConsolePool second;

    @BeforeEach
    void makeNodes() throws Exception {
        first = node(Files.createDirectory(folder.resolve("first")), store);
        second = node(Files.createDirectory(folder.resolve("second")), store);
    }

    private Sealer sealer() {
        return new Sealer(List.of(SealKey.of(new byte[32])), "https://login.example.cn", clock, random);
    }

    private ConsolePool node(Path keys, Store shared) {
        String yaml = """
                issuer: https://login.example.cn
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                applications: [{ clientId: shop, name: Shop, redirectUris: ["https://shop.example.cn/cb"] }]
                """;
        return new ConsolePool(
                PageSettings.parse(yaml, keys, Map.of()).pools().get(0),
                sealer(),
                List.of(new byte[32]),
                shared,
                null,
                null,
                List::of,
                Home.NONE);
    }

    private String link() {
        clock.advance(Duration.ofSeconds(1));
        return EntryLinks.make(CONSOLE, sealer(), new RandomText(random), clock);
    }

    @Test
    @DisplayName("5B, Entry 1: a link is good once, on whichever node that shares the store it is used first")
    void link_isGoodOnceOnAllNodes() {
        String link = link();

        assertThat(there.use(second, link)).isTrue();
        assertThat(here.use(first, link)).isFalse();
        assertThat(there.use(second, link)).isFalse();
        assertThat(here.use(first, link())).isTrue();
    }

    @Test
    @DisplayName("5B, Entry 1: a node that starts again with an empty store revives no link, nor an older one")
    void restartedNode_revivesNoLink() {
        String older = link();
        String link = link();
        assertThat(here.use(first, link)).isTrue();
        ConsolePool restarted = node(folder.resolve("first"), new MemoryStore(clock, 1000));

        assertThat(new EntryLinks(true).use(restarted, link)).isFalse();
        assertThat(new EntryLinks(true).use(restarted, older)).isFalse();
        assertThat(new EntryLinks(true).use(restarted, link())).isTrue();
    }

    @Test
    @DisplayName("5B, Entry 1: late, changed or of another key, a link opens nothing")
    void foreignLink_opensNothing() {
        String late = link();
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(here.use(first, late)).isFalse();
        String link = link();
        assertThat(here.use(first, link.substring(0, link.length() - 1))).isFalse();
        Sealer other = new Sealer(List.of(SealKey.of(new byte[32])), "https://other.example.cn", clock, random);
        assertThat(here.use(first, EntryLinks.make(CONSOLE, other, new RandomText(random), clock)))
                .as("another issuer's")
                .isFalse();
    }
}
