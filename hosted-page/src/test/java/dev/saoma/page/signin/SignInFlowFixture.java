package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthenticationParameters;
import dev.saoma.page.oidc.AuthorizationCodes;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** A sign-in whose WeChat responds as a test specifies. */
@Timeout(300)
abstract class SignInFlowFixture {
    static final SignedInUser USER = new SignedInUser("oSubject", null, null, "oSubject", null);
    static final PoolSettings SETTINGS =
            PageSettings.parse("""
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: s }
            applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
            """, Path.of(""), Map.of()).pool();

    static final int MOST_VALUES = 40;

    final MutableClock clock = MutableClock.atNow();
    final RandomText random = new RandomText(new SecureRandom());
    final MemoryStore store = new MemoryStore(clock, MOST_VALUES);
    final AtomicInteger asked = new AtomicInteger();
    volatile IdentitySource source = (code, profile) -> USER;

    final AuthorizeResponses responses = new AuthorizeResponses("https://login.example.com");

    final FrontDesk desk = new FrontDesk(SETTINGS, new OpenDirectory(), new TestSignIns(SETTINGS, store, clock));
    final SignInFlow flow = new SignInFlow(
            SETTINGS,
            method -> (code, profile) -> {
                asked.incrementAndGet();
                return source.identify(code, profile);
            },
            desk,
            new SignInCompletion(
                    new PageSessions(store, SETTINGS.session(), random, clock),
                    new AuthorizationCodes(store, new AccessTokens(store, random, clock, sid -> false), random),
                    responses,
                    () -> {},
                    desk,
                    store,
                    clock),
            store,
            random,
            clock,
            PoolTelemetry.ofNobody());

    PendingSignIn begin() {
        return begin("https://crm.example.com/cb");
    }

    PendingSignIn begin(String redirectUri) {
        return flow.begin(new AuthorizeRequest(
                "crm", redirectUri, Set.of("openid"), "st", null, "ch", null, AuthenticationParameters.NONE));
    }

    SignInOutcome finish(PendingSignIn pending, String code) {
        return finish(pending, code, SignInMethod.REDIRECT);
    }

    SignInOutcome finish(PendingSignIn pending, String code, SignInMethod method) {
        return flow.finish(pending, Optional.of(code), method, Optional.empty(), Optional.empty());
    }

    static SignInFailure failure(SignInOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).failure();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SignInOutcome from(String address, String code) {
        return flow.finish(begin(), Optional.of(code), SignInMethod.REDIRECT, Optional.empty(), Optional.of(address));
    }
}
