package dev.saoma.page.redis;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.LiveCount;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in Redis.
 *
 * <pre>
 *   prefix : page : kind : key            → the value, sealed for exactly that name
 *   prefix : page : run id : kind : key   → likewise, for one-use values
 * </pre>
 *
 * Values are sealed with the cookie key: reading from the server discloses no name, and writing to it signs no user in. Redis
 * enforces the lifetime, so that nodes need not agree about the time; the seal expires later.
 *
 * <p>After a failover or a restart, the last second of writes may be missing, and an authorization code that had been taken
 * would be valid again. So the names of one-use values contain the server's run id: afterwards they are not found, and their
 * sign-ins start again.
 */
final class RedisStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private static final Duration LONGER = Duration.ofMinutes(10);
    private static final Duration AGREED = Duration.ofMinutes(1);
    private static final String AGREEMENT = "agreement";
    private static final int RUN_ID_CHARS = 12;

    private final RedisConnections connections;
    private final String prefix;
    private final Sealer sealer;
    private final Supplier<Agreement> agreement;
    private final Clock clock;
    private final Gson gson = new Gson();
    private final Alarm alarm = new Alarm(Duration.ofMinutes(1));
    private final int maxValues;
    private final ConcurrentMap<Kind, LiveCount> live = new ConcurrentHashMap<>();
    private final ConcurrentMap<Kind, StoredKeys> expendable = new ConcurrentHashMap<>();
    private volatile boolean seen;
    private volatile boolean disagreed;

    RedisStore(
            RedisConnections connections,
            String prefix,
            String issuer,
            Sealer sealer,
            Supplier<Agreement> agreement,
            Clock clock,
            int maxValues) {
        this.connections = Objects.requireNonNull(connections, "connections");
        this.prefix = prefix + ":" + Fingerprint.brief(issuer) + ":";
        this.sealer = sealer;
        this.agreement = agreement;
        this.clock = clock;
        this.maxValues = maxValues;
    }

    @Override
    public void put(Kind kind, String key, String value) {
        if (kind.expendable()) {
            StoredKeys keys = keys(kind);
            connections.run(redis -> {
                String name = name(redis, kind, key);
                boolean added = redis.set(name, seal(name, value, kind.lifetime()), kind.lifetime());
                keys.stored(key);
                dropSurplus(redis, kind, keys);
                return added;
            });
            return;
        }
        LiveCount live = live(kind);
        boolean full = live.size() >= maxValues;
        boolean added = connections.run(redis -> {
            String name = name(redis, kind, key);
            String sealed = seal(name, value, kind.lifetime());
            if (!full) {
                return redis.set(name, sealed, kind.lifetime());
            }
            if (!redis.setIfPresent(name, sealed, kind.lifetime())) {
                throw full(kind);
            }
            return false;
        });
        if (added) {
            live.added();
        }
    }

    @Override
    public boolean putIfAbsent(Kind kind, String key, String value) {
        if (kind.expendable()) {
            StoredKeys keys = keys(kind);
            return connections.run(redis -> {
                String name = name(redis, kind, key);
                boolean added = redis.setIfAbsent(name, seal(name, value, kind.lifetime()), kind.lifetime());
                if (added) {
                    keys.stored(key);
                    dropSurplus(redis, kind, keys);
                }
                return added;
            });
        }
        LiveCount live = live(kind);
        boolean full = live.size() >= maxValues;
        boolean added = connections.run(redis -> {
            String name = name(redis, kind, key);
            if (!full) {
                return redis.setIfAbsent(name, seal(name, value, kind.lifetime()), kind.lifetime());
            }
            if (redis.get(name).isAbsent()) {
                throw full(kind);
            }
            return false;
        });
        if (added) {
            live.added();
        }
        return added;
    }

    /** Drops the oldest values that this node has stored, so that anyone who can store values keeps no one else out. */
    private void dropSurplus(RedisConnection redis, Kind kind, StoredKeys keys) {
        for (Optional<String> old = keys.surplus(maxValues); old.isPresent(); old = keys.surplus(maxValues)) {
            redis.take(name(redis, kind, old.get()));
        }
    }

    private StoredKeys keys(Kind kind) {
        return expendable.computeIfAbsent(kind, any -> new StoredKeys(kind.lifetime(), clock));
    }

    /** Each node counts what it stores itself: a count in the server would be yet another value that any visitor can cause. */
    private LiveCount live(Kind kind) {
        return live.computeIfAbsent(kind, any -> new LiveCount(kind.lifetime(), clock));
    }

    private StoreUnavailableException full(Kind kind) {
        return new StoreUnavailableException("This node has stored " + maxValues + " values of kind " + kind.tag()
                + " that have not expired, and stores no more.");
    }

    @Override
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        live.forEach((kind, count) -> sizes.merge(kind.tag(), count.size(), Integer::sum));
        expendable.forEach((kind, keys) -> sizes.merge(kind.tag(), keys.size(), Integer::sum));
        return sizes;
    }

    @Override
    public Optional<String> get(Kind kind, String key) {
        return connections.run(redis -> {
            String name = name(redis, kind, key);
            return open(kind, name, redis.get(name));
        });
    }

    @Override
    public Optional<String> take(Kind kind, String key) {
        Optional<String> taken = connections.run(redis -> {
            String name = name(redis, kind, key);
            return open(kind, name, redis.take(name));
        });
        if (kind.expendable()) {
            keys(kind).removed(key);
        } else if (taken.isPresent()) {
            live(kind).removed();
        }
        return taken;
    }

    private String name(RedisConnection redis, Kind kind, String key) {
        String run = kind.oneUse() ? run(redis.runId()) + ":" : "";
        return prefix + run + kind.tag() + ":" + key;
    }

    private static String run(String runId) {
        return runId.length() > RUN_ID_CHARS ? runId.substring(0, RUN_ID_CHARS) : runId;
    }

    private String seal(String name, String value, Duration lifetime) {
        Instant end = clock.instant().plus(lifetime).plus(LONGER);
        return sealer.seal(name, value.getBytes(StandardCharsets.UTF_8), end);
    }

    /** A value that fails authentication counts as absent and raises the alarm. */
    private Optional<String> open(Kind kind, String name, RedisConnection.Found found) {
        Optional<String> opened = found.value().flatMap(value -> open(name, value));
        if (found.strange() || found.value().isPresent() && opened.isEmpty()) {
            alarm.raise(() -> LOG.error(
                    "the store holds a value of kind {} that is not ours, or was sealed with a cookie key that this"
                            + " node does not have, or by a clock that is wrong by more than {}",
                    kind.tag(),
                    LONGER));
        }
        return opened;
    }

    private Optional<String> open(String name, String sealed) {
        return sealer.open(name, sealed).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns the result of the last check, without a call, so that a probe cannot hang. */
    @Override
    public boolean isReady() {
        return seen && !disagreed && connections.isClosedCircuit();
    }

    /** Checks whether the other nodes agree with this one about the keys and settings that they share. */
    void look() {
        boolean agreed;
        try {
            agreed = isAgreed();
            seen = true;
        } catch (RuntimeException e) {
            seen = false;
            throw e;
        }
        if (!agreed && !disagreed) {
            LOG.error(
                    "another node of this page has another cookie key, signing key, WeChat app or subject policy, or its"
                            + " clock is wrong by more than {}: give all nodes the same keys and settings. This one is not"
                            + " ready until then, or until that node has been down for a minute",
                    LONGER);
        }
        disagreed = !agreed;
    }

    /** The first node writes the agreement (SET NX); nodes that agree with it refresh it. */
    private boolean isAgreed() {
        Agreement mine = agreement.get();
        String name = prefix + AGREEMENT;
        String sealed = seal(name, gson.toJson(mine), AGREED);
        return connections.run(redis -> {
            if (redis.setIfAbsent(name, sealed, AGREED)) {
                return true;
            }
            boolean agreed = redis.get(name)
                    .value()
                    .map(theirs -> agrees(mine, open(name, theirs)))
                    .orElse(false);
            if (agreed) {
                redis.set(name, sealed, AGREED);
            }
            return agreed;
        });
    }

    private boolean agrees(Agreement mine, Optional<String> theirs) {
        try {
            return theirs.map(json -> gson.fromJson(json, Agreement.class))
                    .filter(mine::fits)
                    .isPresent();
        } catch (JsonParseException e) {
            return false;
        }
    }
}
