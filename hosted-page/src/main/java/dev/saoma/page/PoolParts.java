package dev.saoma.page;

import dev.saoma.page.compat.AuthingCompat;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.http.Router;
import dev.saoma.page.keys.CookieKeyFile;
import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.keys.WatchedKeys;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.logout.BackChannel;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.Claims;
import dev.saoma.page.oidc.HandOffs;
import dev.saoma.page.oidc.IdTokenHints;
import dev.saoma.page.oidc.IdTokens;
import dev.saoma.page.oidc.LogoutTokens;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.oidc.TokenSigner;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.people.People;
import dev.saoma.page.people.SubjectRecord;
import dev.saoma.page.redis.Agreement;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.AddressRanges;
import dev.saoma.page.settings.KeySettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.Arrivals;
import dev.saoma.page.signin.EmbeddedSignIns;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.FrontDesk;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import dev.saoma.page.telemetry.Telemetry;
import dev.saoma.page.view.Pages;
import dev.saoma.page.web.Routes;
import dev.saoma.page.wechat.WeChatClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parts of one pool, put together.
 *
 * @param router what answers its requests
 * @param store where its values are
 * @param wechat to be closed with it
 * @param inWeChat likewise, where there is an official account
 * @param backChannel likewise
 * @param directory likewise
 */
record PoolParts(
        PoolSettings settings,
        Router router,
        Store store,
        WeChatClient wechat,
        Optional<WeChatClient> inWeChat,
        BackChannel backChannel,
        Directory directory)
        implements AutoCloseable {

    /**
     * What all pools of a process share.
     *
     * @param stores of which each pool has one
     * @param limits of the process, since an address is no other one at another pool
     * @param trustedProxies whose word counts about where a request is from
     * @param telemetry what is told to those who run the page
     * @param outbound the way to WeChat and to the applications
     */
    record Shared(
            Stores stores,
            RateLimits limits,
            AddressRanges trustedProxies,
            Telemetry telemetry,
            Outbound outbound,
            SecureRandom secureRandom,
            RandomText random,
            Clock clock) {}

    /**
     * Key files that do not exist are written.
     *
     * @throws dev.saoma.page.keys.KeyFileException if a key file cannot be used
     * @param starting whether the page starts, and not only its settings have changed
     * @throws dev.saoma.page.people.SubjectChangedException if people are to be known by another identifier than before
     * @throws dev.saoma.page.directory.DirectoryException if the directory cannot be opened
     */
    static PoolParts assemble(PoolSettings settings, Shared shared, boolean starting) {
        String issuer = settings.issuer().toString();
        Clock clock = shared.clock();
        RandomText random = shared.random();
        PoolTelemetry telemetry = shared.telemetry().pool(settings.name());
        Sealer sealer =
                new Sealer(sealKeys(settings.keys(), shared.secureRandom()), issuer, clock, shared.secureRandom());
        SubjectRecord subjects = new SubjectRecord(settings);
        if (settings.directory().isEmpty()) { // A directory knows people by each of their ids.
            subjects.check();
        }
        SigningKeys keys = signingKeys(settings, clock);
        Store store = shared.stores().of(issuer, sealer, () -> agreement(settings, keys));

        TokenSigner signer = new TokenSigner(issuer, keys);
        People users = People.of(settings.users(), clock);
        BackChannel backChannel = new BackChannel(settings, shared.outbound(), new LogoutTokens(signer, random, clock));
        Directory directory = directory(settings, shared, users, backChannel, starting);
        FrontDesk desk = new FrontDesk(settings, directory);
        Claims claims = new Claims(settings, users, directory);
        IdTokens idTokens = new IdTokens(settings, signer, claims, clock);
        IdTokenHints hints = new IdTokenHints(issuer, keys::published);
        PageSessions sessions = new PageSessions(store, settings.session(), random, clock);
        AccessTokens accessTokens = new AccessTokens(store, random, clock, sessions::hasEnded);
        HandOffs handOffs = new HandOffs(store, accessTokens, random);
        SealedResponses posted = SealedResponses.posted(issuer + "/sign-in/post", sealer, clock);
        SealedResponses told = SealedResponses.told(issuer + "/sdk/v1/done", sealer, clock);
        SealedResponses toldAsAuthing = SealedResponses.toldAsAuthing(issuer + "/connections/done", sealer, clock);
        AuthorizeResponses responses = new AuthorizeResponses(issuer, posted, told, toldAsAuthing);
        TokenRequests tokens = new TokenRequests(settings, handOffs, accessTokens, idTokens, claims, directory, random);

        Arrivals arrivals = new Arrivals(sessions, handOffs, responses, subjects::used, desk, store, clock);
        ReturningUsers returning =
                new ReturningUsers(settings, sessions, desk, arrivals, responses, store, clock, telemetry);
        WeChatClient wechat = new WeChatClient(settings.wechat(), shared.outbound(), telemetry::askedWeChat);
        Optional<WeChatClient> inWeChat = settings.wechat()
                .inWeChat()
                .map(app -> new WeChatClient(app, shared.outbound(), telemetry::askedWeChat));
        SignInFlow flow =
                new SignInFlow(settings, wechat, inWeChat, desk, arrivals, responses, store, random, clock, telemetry);
        SignInCookies cookies = new SignInCookies(sealer, settings.issuer(), settings.qrLifetime(), clock);

        WaitingSignIns waiting = new WaitingSignIns(settings, cookies, arrivals, sessions, store, sealer, telemetry);

        Pages pages = new Pages(settings.issuer().getRawPath(), settings.branding());
        AuthorizeRequests requests = new AuthorizeRequests(settings, responses, hints);
        SignOuts signOuts = new SignOuts(settings, sessions, backChannel, telemetry);
        LogoutRequests logoutRequests = new LogoutRequests(settings, hints);
        TokenInspection inspection = new TokenInspection(settings, accessTokens, directory, hints, random, clock);
        AuthingCompat authing = AuthingCompat.of(
                settings, sealer, toldAsAuthing, tokens, hints, inspection, sessions, signOuts, store, random, clock);
        Router router = Routes.router(
                settings,
                pages,
                requests,
                flow,
                cookies,
                new FirstBegin(sealer, clock),
                new Invitations(sealer, settings.issuer(), clock),
                waiting,
                returning,
                tokens,
                keys::jwks,
                logoutRequests,
                signOuts,
                posted,
                told,
                inspection,
                authing,
                new EmbeddedSignIns(settings, sealer),
                store,
                () -> store.isReady() && directory.isReady(),
                random,
                shared.limits(),
                shared.trustedProxies(),
                telemetry);
        return new PoolParts(settings, router, store, wechat, inWeChat, backChannel, directory);
    }

    /** At a start a database may be away; while the page runs, settings that need another one wait until it answers. */
    private static Directory directory(
            PoolSettings settings, Shared shared, People users, BackChannel backChannel, boolean starting) {
        if (settings.directory().isEmpty()) {
            return new OpenDirectory();
        }
        List<byte[]> keys = cookieKeys(settings.keys(), shared.secureRandom());
        return starting
                ? PeopleDatabase.startDirectory(settings, keys, shared.clock(), users::about, backChannel::tellNow)
                : PeopleDatabase.open(settings, keys, shared.clock()).directory(users::about, backChannel::tellNow);
    }

    private static Agreement agreement(PoolSettings settings, SigningKeys keys) {
        String identity = settings.wechat().appId() + " " + settings.wechat().subject();
        return new Agreement(
                identity, keys.published().stream().map(SigningKey::id).collect(Collectors.toSet()));
    }

    private static SigningKeys signingKeys(PoolSettings settings, Clock clock) {
        Path path = settings.keys().signing();
        List<SigningKey> keys = new SigningKeyFile(path).loadOrCreate(settings.signingAlgorithms());
        return new SigningKeys(new WatchedKeys(path, keys, clock), clock);
    }

    private static List<SealKey> sealKeys(KeySettings keys, SecureRandom random) {
        return cookieKeys(keys, random).stream().map(SealKey::of).toList();
    }

    /** The keys that all nodes have; the first is in use. */
    static List<byte[]> cookieKeys(KeySettings keys, SecureRandom random) {
        if (keys.cookieFile() != null) {
            return List.of(new CookieKeyFile(keys.cookieFile()).loadOrCreate(random));
        }
        return keys.cookie().stream().map(KeySettings::bytes).toList();
    }

    @Override
    public void close() {
        wechat.close();
        inWeChat.ifPresent(WeChatClient::close);
        directory.close();
        backChannel.close();
    }
}
