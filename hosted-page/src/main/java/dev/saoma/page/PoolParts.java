package dev.saoma.page;

import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.admission.DatabaseDirectory;
import dev.saoma.page.database.admission.LateDirectory;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.LogoutSender;
import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.http.Router;
import dev.saoma.page.keys.CookieKeyFile;
import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.keys.WatchedKeys;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.logout.BackChannel;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.redis.Agreement;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.settings.KeySettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.values.AddressRanges;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import dev.saoma.page.telemetry.Telemetry;
import dev.saoma.page.wechat.WeChatClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The parts of one pool, put together.
 *
 * @param router handles its requests
 * @param store the pool's store
 * @param wechat client of the website app; closed with the pool
 * @param inWeChat client of the official account, if there is one; closed with the pool
 * @param backChannel sends logout tokens; closed with the pool
 * @param directory the directory of people; closed with the pool
 * @param console the pool as the console uses it; empty if it has no directory
 */
record PoolParts(
        PoolSettings settings,
        Router router,
        Store store,
        WeChatClient wechat,
        Optional<WeChatClient> inWeChat,
        BackChannel backChannel,
        Directory directory,
        Optional<ConsolePool> console)
        implements AutoCloseable {

    /**
     * The parts that all pools of a process share.
     *
     * @param stores opens the store of each pool
     * @param limits shared by all pools, so that one client cannot multiply its limit
     * @param trustedProxies proxies whose {@code X-Forwarded-For} is trusted
     * @param telemetry metrics and audit log
     * @param outbound connections to WeChat and to applications
     */
    record Shared(
            Stores stores,
            RateLimits limits,
            AddressRanges trustedProxies,
            Telemetry telemetry,
            Outbound outbound,
            SecureRandom secureRandom,
            RandomText random,
            Clock clock) {
        /** Returns the pool's cookie keys, which all nodes share; the first is in use. */
        List<byte[]> cookieKeys(PoolSettings settings) {
            return PoolParts.cookieKeys(settings.keys(), secureRandom);
        }

        /** Returns the pool's metrics and audit log; they name people by pseudonyms if a directory can erase them. */
        PoolTelemetry telemetry(PoolSettings settings) {
            return settings.directory().isEmpty()
                    ? telemetry.pool(settings.name())
                    : telemetry.pool(settings.name(), PeopleDatabase.logNames(cookieKeys(settings)));
        }
    }

    /**
     * Puts a pool together. Key files that do not exist are written.
     *
     * @param before the same pool with the previous settings; empty if there is none
     * @param starting whether the page is starting, rather than following changed settings
     * @throws dev.saoma.page.keys.KeyFileException if a key file cannot be used
     * @throws dev.saoma.page.people.SubjectChangedException if the settings identify people by another identifier than before
     * @throws dev.saoma.page.directory.DirectoryException if the directory cannot be opened
     */
    static PoolParts assemble(PoolSettings settings, Shared shared, Optional<PoolParts> before, boolean starting) {
        return new PoolWiring(settings, shared, before.map(PoolParts::directory), starting).parts();
    }

    static Agreement agreement(PoolSettings settings, SigningKeys keys) {
        // An AppID entered in the console reaches the nodes one after the other, so it is not compared.
        String app =
                settings.wechat().inDatabase() ? "console" : settings.wechat().appId();
        String identity = app + " " + settings.wechat().subject();
        return new Agreement(
                identity, keys.published().stream().map(SigningKey::id).collect(Collectors.toSet()));
    }

    static SigningKeys signingKeys(PoolSettings settings, Clock clock) {
        Path path = settings.keys().signing();
        List<SigningKey> keys = new SigningKeyFile(path).loadOrCreate(settings.signingAlgorithms());
        return new SigningKeys(new WatchedKeys(path, keys, clock), clock);
    }

    static List<SealKey> sealKeys(KeySettings keys, SecureRandom random) {
        return cookieKeys(keys, random).stream().map(SealKey::of).toList();
    }

    /** Returns the cookie keys, which all nodes share; the first is in use. */
    static List<byte[]> cookieKeys(KeySettings keys, SecureRandom random) {
        if (keys.cookieFile() != null) {
            return List.of(new CookieKeyFile(keys.cookieFile()).loadOrCreate(random));
        }
        return keys.cookie().stream().map(KeySettings::bytes).toList();
    }

    /**
     * Returns the directory for sign-ins. At a start its database may be unavailable; while the page runs, settings that need
     * another database are refused until it answers.
     *
     * @see DatabaseDirectory#of
     */
    static Directory directory(
            PoolSettings settings,
            Shared shared,
            Optional<Directory> before,
            boolean starting,
            Function<String, Map<String, Object>> usersFile,
            LogoutSender sender,
            BiConsumer<String, String> endSession) {
        if (settings.directory().isEmpty()) {
            return new OpenDirectory();
        }
        Optional<Directory> same = before.flatMap(
                directory -> DatabaseDirectory.again(directory, settings, usersFile, sender, endSession));
        if (same.isPresent()) {
            return same.get();
        }
        List<byte[]> keys = cookieKeys(settings.keys(), shared.secureRandom());
        Supplier<Directory> opening = () -> DatabaseDirectory.of(
                PeopleDatabase.open(settings, keys, shared.clock()), usersFile, sender, endSession);
        return starting ? LateDirectory.of(opening) : opening.get();
    }

    @Override
    public void close() {
        wechat.close();
        inWeChat.ifPresent(WeChatClient::close);
        directory.close();
        backChannel.close();
    }
}
