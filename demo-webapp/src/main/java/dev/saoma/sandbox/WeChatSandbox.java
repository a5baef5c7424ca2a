package dev.saoma.sandbox;

import dev.saoma.sandbox.http.SandboxServer;
import dev.saoma.sandbox.model.CallbackDomain;
import dev.saoma.sandbox.model.Openids;
import dev.saoma.sandbox.model.RandomIds;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.model.TestUsers;
import dev.saoma.sandbox.phone.InAppCheck;
import dev.saoma.sandbox.phone.InAppPages;
import dev.saoma.sandbox.phone.PhonePages;
import dev.saoma.sandbox.qr.AuthorizationCheck;
import dev.saoma.sandbox.qr.LongPoll;
import dev.saoma.sandbox.qr.QrCode;
import dev.saoma.sandbox.qr.QrCodes;
import dev.saoma.sandbox.qr.QrConnectPage;
import dev.saoma.sandbox.sns.ApiCall;
import dev.saoma.sandbox.sns.Grants;
import dev.saoma.sandbox.sns.SnsApi;
import dev.saoma.sandbox.sns.SnsErrors;
import dev.saoma.sandbox.sns.SnsJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A local WeChat for website sign-in and for sign-in inside WeChat, running from {@link Builder#start()} to {@link #close()}.
 * One origin plays {@code open.weixin.qq.com}, {@code lp.open.weixin.qq.com} and {@code api.weixin.qq.com}, and has a phone
 * page at {@code /phone}. Thread-safe.
 *
 * <pre>{@code
 * try (WeChatSandbox wechat = WeChatSandbox.builder()
 *         .app("wx5aa0c0ffee123456", "0123456789abcdef0123456789abcdef", "客户管理", "127.0.0.1")
 *         .start()) {
 *     // point the site at wechat.uri(), open its sign-in page, then:
 *     wechat.scanAs(wechat.users().get(0));
 *     wechat.confirm();
 * }
 * }</pre>
 *
 * <p>It copies WeChat's observed behaviour. It deviates on purpose in one thing: WeChat refuses callback domains that only
 * this machine can reach; the sandbox accepts {@code localhost} or {@code 127.0.0.1}, with any port, when the app was
 * registered with exactly that domain. Not copied: the desktop client's quick login.
 */
public final class WeChatSandbox implements AutoCloseable {
    private final URI uri;
    private final URI phoneUri;
    private final List<SandboxUser> users;
    private final QrCodes codes;
    private final SnsJournal journal;
    private final ScheduledThreadPoolExecutor scheduler;
    private final SandboxServer server;

    private WeChatSandbox(Builder builder, ServerSocketChannel socket) throws IOException {
        int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        this.uri = URI.create("http://localhost:" + port);
        this.phoneUri = URI.create(uri + "/phone");
        this.users = builder.users.isEmpty() ? TestUsers.all() : List.copyOf(builder.users);
        Map<String, SandboxApp> apps = new LinkedHashMap<>(builder.apps);
        Clock clock = builder.clock;
        SandboxTimings timings = builder.timings;
        RandomIds ids = new RandomIds();
        this.scheduler = LongPoll.scheduler();
        Grants grants = new Grants(ids, new Openids(apps.values().iterator().next()), timings, clock);
        this.codes = new QrCodes(ids, timings.qrLifetime(), clock, grants::issueCode);
        this.journal = new SnsJournal();
        this.server = SandboxServer.start(
                socket,
                new Routes(
                        uri,
                        codes,
                        new QrConnectPage(new AuthorizationCheck(apps), codes, timings, builder.decliningReturnsState),
                        new LongPoll(codes, timings.hold(), clock, scheduler),
                        new SnsApi(apps, grants, new SnsErrors(clock, ids), journal, timings, clock),
                        new PhonePages(phoneUri, users, codes, ids),
                        new InAppPages(new InAppCheck(apps), grants, users))::answer,
                timings.hold());
    }

    /** Returns a builder without apps; at least one must be added. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@code http://localhost:PORT}, without a slash at the end. */
    public URI uri() {
        return uri;
    }

    /** Returns the URL of the phone page: {@code uri()} and {@code /phone}. */
    public URI phoneUri() {
        return phoneUri;
    }

    /**
     * Returns the users who can scan. By default six, of whom one has no unionid and others have names that break careless
     * sites.
     */
    public List<SandboxUser> users() {
        return users;
    }

    /**
     * Returns the newest QR code that can still be scanned, confirmed or cancelled.
     *
     * @throws IllegalStateException if there is none
     */
    public QrCode latestQrCode() {
        return liveQrCodes().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no live QR code: let a page open " + uri
                        + "/connect/qrconnect?appid=… first, and wait until it has loaded"));
    }

    /** Returns the QR codes that can still be scanned, confirmed or cancelled, newest first. */
    public List<QrCode> liveQrCodes() {
        return codes.live();
    }

    /** Finds the QR code with this id, live or not, unless it is so old that it was dropped. */
    public Optional<QrCode> qrCode(String uuid) {
        return codes.find(Objects.requireNonNull(uuid, "uuid"));
    }

    /** {@link QrCode#scanAs} on {@link #latestQrCode()}. */
    public void scanAs(SandboxUser user) {
        latestQrCode().scanAs(user);
    }

    /** {@link QrCode#confirm} on {@link #latestQrCode()}. */
    public void confirm() {
        latestQrCode().confirm();
    }

    /** {@link QrCode#cancel} on {@link #latestQrCode()}. */
    public void cancel() {
        latestQrCode().cancel();
    }

    /** {@link QrCode#expire} on {@link #latestQrCode()}. */
    public void expire() {
        latestQrCode().expire();
    }

    /**
     * Makes the next {@code /sns} call fail. Several planned failures occur in order.
     *
     * @throws IllegalArgumentException if WeChat was never seen to return this {@code errcode}
     */
    public void failNext(int errcode) {
        journal.failNext(errcode);
    }

    /**
     * Makes the next call of one endpoint fail.
     *
     * @param endpoint {@code access_token}, {@code refresh_token}, {@code auth} or {@code userinfo}
     * @throws IllegalArgumentException for another endpoint, or if WeChat was never seen to return this {@code errcode}
     */
    public void failNext(String endpoint, int errcode) {
        journal.failNext(endpoint, errcode);
    }

    /** Returns the calls of sites' back ends, oldest first; the newest 1000. */
    public List<ApiCall> apiCalls() {
        return journal.calls();
    }

    /** Stops listening, and cuts held polls off. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        server.stop();
    }

    /** Returns the number of held long polls: each has one timer. */
    int heldPolls() {
        return scheduler.getQueue().size();
    }

    /** Settings of a sandbox. Not thread-safe; a started sandbox does not see later changes. */
    public static final class Builder {
        private final Map<String, SandboxApp> apps = new LinkedHashMap<>();
        private final List<SandboxUser> users = new ArrayList<>();
        private @Nullable ServerSocketChannel socket;
        private int port;
        private SandboxTimings timings = SandboxTimings.standard();
        private Clock clock = Clock.systemUTC();
        private boolean decliningReturnsState;

        private Builder() {}

        /**
         * Registers a website app. Required at least once.
         *
         * @param appId {@code wx} and letters or digits
         * @param appSecret what the site's back end authenticates with; any made-up secret
         * @param appName shown to users
         * @param callbackDomain the bare host the site's {@code redirect_uri} must have; see the class for loopback hosts
         * @throws IllegalArgumentException naming the argument that WeChat would refuse, or an appId used twice
         */
        public Builder app(String appId, String appSecret, String appName, String callbackDomain) {
            return add(new SandboxApp(appId, appSecret, appName, CallbackDomain.of(callbackDomain)));
        }

        /**
         * Registers a certified official account, which signs users in inside WeChat. The arguments are as for {@link #app}.
         *
         * @throws IllegalArgumentException likewise
         */
        public Builder officialAccount(String appId, String appSecret, String name, String callbackDomain) {
            return add(new SandboxApp(
                    appId, appSecret, name, CallbackDomain.of(callbackDomain), SandboxApp.Kind.OFFICIAL_ACCOUNT));
        }

        private Builder add(SandboxApp app) {
            if (apps.putIfAbsent(app.appId(), app) != null) {
                throw new IllegalArgumentException("appId " + app.appId() + " is registered twice");
            }
            return this;
        }

        /** Adds a user; added users replace the default ones. */
        public Builder user(SandboxUser user) {
            users.add(Objects.requireNonNull(user, "user"));
            return this;
        }

        /** Listens on a socket that is bound already; it is closed with the sandbox. Default: a new one at {@link #port}. */
        public Builder socket(ServerSocketChannel bound) {
            this.socket = Objects.requireNonNull(bound, "socket");
            return this;
        }

        /** Sets the port on 127.0.0.1. Default 0: any free one. */
        public Builder port(int value) {
            if (value < 0 || value > 65535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, but is " + value);
            }
            this.port = value;
            return this;
        }

        /** Sets the timings. Default {@link SandboxTimings#standard()}. */
        public Builder timings(SandboxTimings value) {
            this.timings = Objects.requireNonNull(value, "timings");
            return this;
        }

        /** Sets the clock by which QR codes, codes and tokens expire. Default: the system's. */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Sets whether the page opens {@code redirect_uri?state=STATE} when the user declines, as WeChat's older documentation
         * says. Default false: the site gets no response, as observed.
         */
        public Builder decliningReturnsState(boolean value) {
            this.decliningReturnsState = value;
            return this;
        }

        /**
         * Starts the sandbox.
         *
         * @throws IllegalStateException if no app is registered
         * @throws UncheckedIOException if it cannot listen
         */
        public WeChatSandbox start() {
            if (apps.values().stream().noneMatch(app -> app.kind() == SandboxApp.Kind.WEBSITE)) {
                throw new IllegalStateException(
                        "register a website app first: builder().app(appId, appSecret, appName, callbackDomain)");
            }
            try {
                return new WeChatSandbox(this, socket != null ? socket : SandboxServer.bind(port));
            } catch (IOException e) {
                throw new UncheckedIOException("the WeChat sandbox cannot start: " + e.getMessage(), e);
            }
        }
    }
}
