package dev.saoma.page;

import dev.saoma.page.keys.CookieKeyFile;
import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.keys.WatchedKeys;
import dev.saoma.page.logout.BackChannel;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.FormPosts;
import dev.saoma.page.oidc.HandOffs;
import dev.saoma.page.oidc.IdTokenHints;
import dev.saoma.page.oidc.IdTokens;
import dev.saoma.page.oidc.LogoutTokens;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.oidc.TokenSigner;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.server.PageServer;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.KeySettings;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.signin.Arrivals;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.view.Pages;
import dev.saoma.page.web.Router;
import dev.saoma.page.web.Routes;
import dev.saoma.page.wechat.WeChatClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: a running login page.
 *
 * <pre>{@code
 * PageSettings settings = PageSettings.load(Path.of("page.yaml"), System.getenv());
 * try (HostedPage page = HostedPage.start(settings)) {
 *     page.join();
 * }
 * }</pre>
 *
 * Inside of another web application use {@link HostedPageServlet}. Thread-safe.
 */
public final class HostedPage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostedPage.class);

    private final URI issuer;
    private final Parts parts;
    private final PageServer server;

    private HostedPage(URI issuer, Parts parts, PageServer server) {
        this.issuer = issuer;
        this.parts = parts;
        this.server = server;
    }

    /**
     * Starts a server on the address in the settings. Key files that do not exist are written.
     *
     * @throws UncheckedIOException if the address cannot be listened on
     * @throws dev.saoma.page.keys.KeyFileException if a key file cannot be used
     */
    public static HostedPage start(PageSettings settings) {
        return start(
                settings,
                Clock.systemUTC(),
                parts -> PageServer.start(
                        new HostedPageServlet(parts.router()),
                        settings.issuer().getRawPath(),
                        settings.listen().host(),
                        settings.listen().port()));
    }

    /** As the other, on a socket that is bound already; it is closed with the page. */
    public static HostedPage start(PageSettings settings, ServerSocketChannel socket) {
        return start(settings, socket, Clock.systemUTC());
    }

    static HostedPage start(PageSettings settings, ServerSocketChannel socket, Clock clock) {
        return start(
                settings,
                clock,
                parts -> PageServer.start(
                        new HostedPageServlet(parts.router()), settings.issuer().getRawPath(), socket));
    }

    @FunctionalInterface
    private interface Starter {
        PageServer start(Parts parts) throws IOException;
    }

    private static HostedPage start(PageSettings settings, Clock clock, Starter starter) {
        Parts parts = assemble(settings, clock);
        try {
            HostedPage page = new HostedPage(settings.issuer(), parts, starter.start(parts));
            LOG.info("login page started issuer={} listens on {}", page.issuer, page.server.address());
            return page;
        } catch (IOException e) {
            parts.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** What the servlet needs, and what is to be closed with it. */
    record Parts(Router router, WeChatClient wechat, BackChannel backChannel) implements AutoCloseable {
        @Override
        public void close() {
            wechat.close();
            backChannel.close();
        }
    }

    /** Puts the parts together. */
    static Parts assemble(PageSettings settings, Clock clock) {
        Objects.requireNonNull(settings, "settings");
        settings.warnings().forEach(warning -> LOG.warn("settings: {}", warning));
        String issuer = settings.issuer().toString();
        SecureRandom secureRandom = new SecureRandom();
        RandomText random = new RandomText(secureRandom);
        Sealer sealer = new Sealer(sealKeys(settings.keys(), secureRandom), clock, secureRandom);
        LOG.info("the store is the memory of this process: run one process of this page; a restart asks for new scans");
        Store store = new MemoryStore(clock, MemoryStore.DEFAULT_MAX_VALUES);

        SigningKeys keys = signingKeys(settings, clock);
        TokenSigner signer = new TokenSigner(issuer, keys);
        IdTokens idTokens = new IdTokens(settings, signer, clock);
        IdTokenHints hints = new IdTokenHints(issuer, keys::published);
        AccessTokens accessTokens = new AccessTokens(store, random, clock);
        HandOffs handOffs = new HandOffs(store, accessTokens, random);
        FormPosts formPosts = new FormPosts(issuer + "/sign-in/post", sealer, clock);
        AuthorizeResponses responses = new AuthorizeResponses(issuer, formPosts);
        TokenRequests tokens = new TokenRequests(settings, handOffs, accessTokens, idTokens, random);

        PageSessions sessions = new PageSessions(store, settings.session(), random, clock);
        Arrivals arrivals = new Arrivals(sessions, handOffs, responses, store, clock);
        ReturningUsers returning = new ReturningUsers(settings, sessions, arrivals, responses, store, clock);
        WeChatClient wechat = new WeChatClient(settings.wechat());
        SignInFlow flow = new SignInFlow(settings, wechat, arrivals, responses, store, random, clock);
        SignInCookies cookies = new SignInCookies(sealer, settings.issuer(), settings.qrLifetime(), clock);

        WaitingSignIns waiting = new WaitingSignIns(settings, cookies, handOffs, responses, sessions, store, sealer);

        Pages pages = new Pages(settings.issuer().getRawPath());
        AuthorizeRequests requests = new AuthorizeRequests(settings, responses, hints);
        BackChannel backChannel = new BackChannel(settings, new LogoutTokens(signer, random, clock));
        SignOuts signOuts = new SignOuts(settings, sessions, backChannel);
        LogoutRequests logoutRequests = new LogoutRequests(settings, hints);
        Router router = Routes.router(
                settings,
                pages,
                requests,
                flow,
                cookies,
                new FirstBegin(sealer, clock),
                waiting,
                returning,
                tokens,
                keys::jwks,
                logoutRequests,
                signOuts,
                formPosts,
                new TokenInspection(settings, accessTokens, random),
                store,
                random);
        return new Parts(router, wechat, backChannel);
    }

    private static SigningKeys signingKeys(PageSettings settings, Clock clock) {
        Path path = settings.keys().signing();
        List<SigningKey> keys = new SigningKeyFile(path).loadOrCreate(settings.signingAlgorithms());
        return new SigningKeys(new WatchedKeys(path, keys, clock), clock);
    }

    private static List<SealKey> sealKeys(KeySettings keys, SecureRandom random) {
        if (keys.cookieFile() != null) {
            return List.of(SealKey.of(new CookieKeyFile(keys.cookieFile()).loadOrCreate(random)));
        }
        return keys.cookie().stream()
                .map(secret -> SealKey.of(Base64.getDecoder().decode(secret.reveal())))
                .toList();
    }

    /** The public URL of the page. */
    public URI issuer() {
        return issuer;
    }

    /** Waits until the page is closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Stops: no new requests, up to ten seconds for those that run. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            parts.close();
        }
        LOG.info("login page stopped issuer={}", issuer);
    }
}
