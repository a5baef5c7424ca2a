package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.admission.DatabaseDirectory;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory whose pool gets other settings at run time. */
@Timeout(300)
class DirectoryAgainTest implements DirectoryCases {
    @TempDir
    Path folder;

    private DirectoryNodes nodes;
    private DirectoryFixture node;
    private final List<String> toldByTheNew = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        nodes = new DirectoryNodes(folder, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        node = node("everybody");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Override
    public DirectoryNodes nodes() {
        return nodes;
    }

    private Optional<Directory> again(Directory before, PoolSettings now) {
        return DatabaseDirectory.again(
                before,
                now,
                subject -> Map.of(),
                new LanesSender((clientId, subject) -> {
                    toldByTheNew.add(clientId + " " + subject);
                    return Optional.empty();
                }),
                (sid, subject) -> {});
    }

    private PoolSettings settings(String url, String admission, String more) {
        String yaml = """
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                directory: { database: { url: "%s", timeout: PT1M }, admission: %s }
                applications:
                  - { clientId: crm, name: CRM, clientSecret: crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B,
                      redirectUris: [https://crm.example.com/cb], backChannelLogoutUri: https://crm.example.com/logout }
                  - { clientId: shop, name: Shop, redirectUris: [https://shop.example.com/cb], admission: known }
                %s
                """.formatted(url, admission, more);
        return PageSettings.parse(yaml, folder, Map.of()).pool();
    }

    private static Verdict arrives(Directory directory, String clientId, String unionid) {
        return directory.arrive(wechat("oOpen" + unionid, unionid), unionid, visit(clientId));
    }

    @Test
    void otherSettings_haveRulesOfTheirOwn_onOneMemory() {
        assertThat(arrives(node.directory, "shop", U1)).isInstanceOf(Admitted.class);
        Directory now =
                again(node.directory, settings(nodes.url(), "known", "")).orElseThrow();

        assertThat(arrives(now, "shop", U2)).as("a stranger, by the new rule").isInstanceOf(Refused.class);
        assertThat(arrives(node.directory, "shop", U2))
                .as("by that of the old settings")
                .isInstanceOf(Admitted.class);
        assertThat(now.isReady()).as("the list of the blocked is there at once").isTrue();
        node.people.block(ROOT, U1, "test");
        await(() -> arrives(now, "crm", U1) instanceof Refused);
    }

    @Test
    void newest_tellsApplications_andTheOneBeforeAgain_whenItIsClosed() {
        assertThat(arrives(node.directory, "crm", U1)).isInstanceOf(Admitted.class);
        assertThat(arrives(node.directory, "crm", U2)).isInstanceOf(Admitted.class);
        Directory now =
                again(node.directory, settings(nodes.url(), "everybody", "")).orElseThrow();
        node.people.block(ROOT, U1, "test");
        await(() -> toldByTheNew.contains("crm " + U1));
        assertThat(node.sent()).isEmpty();

        now.close(); // As if another pool of these settings could not be created.
        now.close();
        node.people.block(ROOT, U2, "test");
        await(() -> node.sent().contains("crm " + U2));
        assertThat(toldByTheNew).doesNotContain("crm " + U2);
    }

    @Test
    void connections_closeWithTheLast() {
        Directory now =
                again(node.directory, settings(nodes.url(), "everybody", "")).orElseThrow();
        Directory later = again(now, settings(nodes.url(), "approve", "")).orElseThrow();
        node.directory.close();
        now.close();
        assertThat(arrives(later, "crm", U1)).as("still open").isNotInstanceOf(Verdict.Unavailable.class);
        later.close();

        assertThat(later.state().orElseThrow().connections().open()).isZero();
    }

    @Test
    void otherDatabaseKeysOrPool_openAnew() {
        assertThat(again(node.directory, settings("jdbc:h2:mem:other", "everybody", "")))
                .isEmpty();
        String key = "keys: { cookie: 8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d }";
        assertThat(again(node.directory, settings(nodes.url(), "everybody", key)))
                .isEmpty();
        assertThat(again(new OpenDirectory(), settings(nodes.url(), "everybody", "")))
                .isEmpty();
    }
}
