package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients of a WeChat that a test makes up, and how they fail. */
abstract class WeChatCalls {
    static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    static final Duration SHORT = Duration.ofMillis(400);
    static final WeChatClient.Grant GRANT =
            new WeChatClient.Grant(WeChatStub.OPENID, WeChatStub.UNIONID, WeChatStub.TOKEN);

    static WeChatSettings app(URI api) {
        return new WeChatSettings("wx0123456789abcdef", Secret.of(SECRET), SubjectPolicy.UNIONID, api, api);
    }

    static WeChatClient client(URI api) {
        return new WeChatClient(app(api), Outbound.direct(), (call, result, took) -> {});
    }

    static WeChatClient hurried(URI api) {
        return new WeChatClient(
                app(api), Outbound.direct(), SHORT, 4, Duration.ofSeconds(5), (call, result, took) -> {});
    }

    static WeChatException failure(WeChatClient client) {
        WeChatException failure =
                catchThrowableOfType(WeChatException.class, () -> client.exchange("the-code-of-wechat"));
        assertThat(failure).isNotNull();
        return failure;
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
