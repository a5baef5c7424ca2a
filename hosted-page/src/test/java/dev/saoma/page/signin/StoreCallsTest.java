package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthenticationParameters;
import dev.saoma.page.oidc.AuthorizationCodes;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which calls of the store a callback makes: each is a round trip to Redis. */
class StoreCallsTest {
    private static final PoolSettings SETTINGS =
            PageSettings.parse("""
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: s }
            applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
            """, Path.of(""), Map.of()).pool();

    private final MutableClock clock = MutableClock.atNow();
    private final SecureRandom secureRandom = new SecureRandom();
    private final RandomText random = new RandomText(secureRandom);
    private final Recording store = new Recording(new MemoryStore(clock, 1000));
    private final Sealer sealer =
            new Sealer(List.of(SealKey.of(new byte[32])), "https://login.example.com", clock, secureRandom);
    private final PageSessions sessions = new PageSessions(store, SETTINGS.session(), random, clock);
    private final FrontDesk desk =
            new FrontDesk(SETTINGS, new OpenDirectory(), new TestSignIns(SETTINGS, store, clock));
    private final SignInCompletion completion = new SignInCompletion(
            sessions,
            new AuthorizationCodes(store, new AccessTokens(store, random, clock, sid -> false), random),
            new AuthorizeResponses("https://login.example.com"),
            () -> {},
            desk,
            store,
            clock);
    private final SignInFlow flow = new SignInFlow(
            SETTINGS,
            method -> (code, profile) -> new SignedInUser("oSubject", null, null, "oSubject", null),
            desk,
            completion,
            store,
            random,
            clock,
            PoolTelemetry.ofNobody());
    private final WaitingSignIns waiting = new WaitingSignIns(
            SETTINGS,
            new SignInCookies(sealer, SETTINGS.issuer(), SETTINGS.qrLifetime(), clock),
            completion,
            sessions,
            store,
            sealer,
            PoolTelemetry.ofNobody());

    private PendingSignIn begin() {
        return flow.begin(new AuthorizeRequest(
                "crm",
                "https://crm.example.com/cb",
                Set.of("openid"),
                "st",
                null,
                "ch",
                null,
                AuthenticationParameters.NONE));
    }

    /** Finishes the sign-in and creates the notice for pages that wait in other tabs, as the callback does. */
    private Optional<SetCookie> callback(PendingSignIn pending) {
        Completed completed = (Completed)
                flow.finish(pending, Optional.of("scan"), SignInMethod.REDIRECT, Optional.empty(), Optional.empty());
        return waiting.notice(pending, completed);
    }

    @Test
    @DisplayName("a callback reads nothing back that it has just written, and makes 15 calls")
    void callback_readsNothingBack() {
        PendingSignIn pending = begin();
        assertThat(store.calls)
                .as("nothing is stored for a sign-in that begins")
                .isEmpty();

        assertThat(callback(pending)).isPresent();

        assertThat(store.readBack()).isEmpty();
        assertThat(store.calls).hasSize(15);
    }

    @Test
    @DisplayName("a callback that comes twice gets the same notice, from the result that is kept for it")
    void callbackThatComesTwice_getsTheSameNotice() {
        PendingSignIn pending = begin();
        Optional<SetCookie> first = callback(pending);
        store.calls.clear();

        assertThat(callback(pending)).isEqualTo(first);
        assertThat(store.calls).hasSize(2);
    }

    private record Call(boolean writes, String kind, String key) {}

    private static final class Recording implements Store {
        private final Store store;
        private final List<Call> calls = new ArrayList<>();

        Recording(Store store) {
            this.store = store;
        }

        /** Returns the reads of values that were written before. */
        List<Call> readBack() {
            Set<String> written = new HashSet<>();
            List<Call> readBack = new ArrayList<>();
            for (Call call : calls) {
                String name = call.kind() + " " + call.key();
                if (call.writes()) {
                    written.add(name);
                } else if (written.contains(name)) {
                    readBack.add(call);
                }
            }
            return readBack;
        }

        @Override
        public void put(Kind kind, String key, String value) {
            calls.add(new Call(true, kind.tag(), key));
            store.put(kind, key, value);
        }

        @Override
        public boolean putIfAbsent(Kind kind, String key, String value) {
            calls.add(new Call(true, kind.tag(), key));
            return store.putIfAbsent(kind, key, value);
        }

        @Override
        public Optional<String> get(Kind kind, String key) {
            calls.add(new Call(false, kind.tag(), key));
            return store.get(kind, key);
        }

        @Override
        public Optional<String> take(Kind kind, String key) {
            calls.add(new Call(false, kind.tag(), key));
            return store.take(kind, key);
        }

        @Override
        public Map<String, Integer> sizes() {
            return store.sizes();
        }

        @Override
        public boolean isReady() {
            return store.isReady();
        }
    }
}
