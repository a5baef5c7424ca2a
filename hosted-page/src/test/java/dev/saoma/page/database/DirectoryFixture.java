package dev.saoma.page.database;

import dev.saoma.page.database.admission.DatabaseDirectory;
import dev.saoma.page.database.admission.LateDirectory;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.limit.Lanes;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A node of a pool with a directory, with the applications crm and wiki (get logout tokens), shop (gets none) and staff
 * (requires a role).
 */
final class DirectoryFixture implements AutoCloseable {
    static final Actor ROOT = new Actor("shell:root", "owner");
    private static final byte[] KEY = new byte[32];

    final PoolSettings settings;
    final PeopleDatabase database;
    final PeopleAdministration people;
    final Directory directory;
    final Map<String, Map<String, Object>> usersFile = new HashMap<>();
    /** Which applications a message is being sent to, by whichever path. */
    final Lanes lanes = new Lanes();

    final List<String> sent = new ArrayList<>();
    final Queue<String> ended = new ConcurrentLinkedQueue<>();
    final Map<String, String> refusingApplications = new ConcurrentHashMap<>();
    /** Applications that respond only once the latch is open. */
    final Map<String, CountDownLatch> hangingApplications = new ConcurrentHashMap<>();

    DirectoryFixture(Path folder, String url, String admission, Clock clock) {
        this(folder, url, admission, "", clock);
    }

    DirectoryFixture(Path folder, String url, String admission, String wechat, Clock clock) {
        this(pool(folder, url, admission, wechat), clock);
    }

    DirectoryFixture(PoolSettings pool, Clock clock) {
        this.settings = pool;
        this.database = PeopleDatabase.open(pool, List.of(KEY), clock);
        this.people = database.administration(new RandomText(new SecureRandom()));
        this.directory = DatabaseDirectory.of(
                database,
                subject -> usersFile.getOrDefault(subject, Map.of()),
                new LanesSender(lanes, this::receive),
                (sid, subject) -> ended.add(sid + " " + subject));
    }

    private Optional<String> receive(String clientId, String subject) {
        synchronized (sent) {
            sent.add(clientId + " " + subject);
        }
        CountDownLatch latch = hangingApplications.get(clientId);
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Optional.ofNullable(refusingApplications.get(clientId));
    }

    /** The pool's people as the command line has them, which sends no logout tokens itself. */
    static PeopleDatabase commandLine(Path folder, String url, Clock clock) {
        return PeopleDatabase.open(pool(folder, url, "everybody", ""), List.of(KEY), clock);
    }

    /** Returns a node that need not reach its database yet. */
    static Directory late(PoolSettings pool, Clock clock) {
        return LateDirectory.of(() -> DatabaseDirectory.of(
                PeopleDatabase.open(pool, List.of(KEY), clock),
                subject -> Map.of(),
                new LanesSender((clientId, subject) -> Optional.empty()),
                (sid, subject) -> {}));
    }

    static PoolSettings pool(Path folder, String url, String admission, String wechat) {
        return pool(folder, url, admission, wechat, "PT1M");
    }

    /** Returns the settings; {@code timeout} is how long a sign-in waits for the database. */
    static PoolSettings pool(Path folder, String url, String admission, String wechat, String timeout) {
        return pool(folder, yaml(url, admission, wechat, timeout));
    }

    private static PoolSettings pool(Path folder, String yaml) {
        return PageSettings.parse(yaml, folder, Map.of()).pools().get(0);
    }

    /** A pool whose settings do not say yet that applications take logout tokens. */
    static PoolSettings poolWithoutListeners(Path folder, String url) {
        return pool(folder, yaml(url, "everybody", "", "PT1M").replaceAll(", backChannelLogoutUri: [^ }]+", ""));
    }

    private static String yaml(String url, String admission, String wechat, String timeout) {
        return """
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5%s }
                directory: { database: { url: "%s", timeout: %s }, admission: %s }
                applications:
                  - { clientId: crm, name: CRM, clientSecret: crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B,
                      redirectUris: [https://crm.example.com/cb], backChannelLogoutUri: https://crm.example.com/logout }
                  - { clientId: shop, name: Shop, redirectUris: [https://shop.example.com/cb], admission: everybody }
                  - { clientId: wiki, name: Wiki, redirectUris: [https://wiki.example.com/cb], admission: everybody, backChannelLogoutUri: https://wiki.example.com/logout }
                  - { clientId: staff, name: Staff, redirectUris: [https://staff.example.com/cb],
                      admission: { people: everybody, roles: [staff] } }
                """.formatted(wechat, url, timeout, admission);
    }

    static WeChatPerson wechat(String openid, @Nullable String unionid) {
        return new WeChatPerson("wx0123456789abcdef", openid, unionid, "张伟", "https://thirdwx.qlogo.cn/mmopen/x/132");
    }

    static Visit visit(String clientId) {
        return visit(clientId, "192.0.2.1");
    }

    static Visit visit(String clientId, String address) {
        return new Visit(clientId, "redirect", address, "Mozilla/5.0", Optional.empty());
    }

    static Visit invited(String clientId, String invitation) {
        return new Visit(clientId, "redirect", "192.0.2.1", "Mozilla/5.0", Optional.of(invitation));
    }

    List<String> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    @Override
    public void close() {
        directory.close();
        database.close();
    }
}
