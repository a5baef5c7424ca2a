/**
 * The store that several nodes share: Redis 6.2 or later, or a compatible server.
 *
 * <p>Owns the connections and their limits, the names of the keys, and the requirements that a server must meet to be trusted.
 * It is the only package that imports the Redis client. Must not know what the values mean.
 *
 * <pre>
 *   RedisStore (one for each pool) ─▶ RedisConnections (pool, breaker) ─▶ RedisConnection (checked once, when opened)
 *        ▲                                    ▲
 *        └────── RedisServer, the front door: looks after both every two seconds
 * </pre>
 */
@NullMarked
package dev.saoma.page.redis;

import org.jspecify.annotations.NullMarked;
