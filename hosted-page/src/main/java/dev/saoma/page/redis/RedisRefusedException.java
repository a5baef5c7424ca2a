package dev.saoma.page.redis;

/** The Redis server is there, but does not let us in or is not fit. The message names the setting to change. */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisRefusedException(String message) {
        super(message);
    }
}
