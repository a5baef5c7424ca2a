package dev.saoma.page.redis;

/** Thrown if the Redis server refuses this client or is unsuitable. The message names the setting to change. */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisRefusedException(String message) {
        super(message);
    }
}
