package dev.saoma.page.wechat;

import java.time.Duration;

/** Hears of calls to WeChat. Must be quick and must not throw. */
@FunctionalInterface
public interface CallListener {
    /**
     * A call is over.
     *
     * @param call its name, such as {@code access_token}
     * @param result {@code ok}, or the name of a {@link WeChatFailure}
     */
    void called(String call, String result, Duration took);
}
