package dev.saoma.page.signin;

import static dev.saoma.page.oidc.OidcError.Code.ACCESS_DENIED;

import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import dev.saoma.page.limit.FairPlaces;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.TestSignIns.Step;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The steps of a sign-in. Each returns an outcome and does not know how it is rendered. Thread-safe. */
public final class SignInFlow {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int ERROR_ID_CHARS = 10;
    private static final int MAX_CODE_CHARS = 512;
    /** A quarter of the sign-ins that may be at WeChat at the same time. */
    private static final int PLACES_OF_ADDRESS = 16;
    /** The value that WeChat's official-account login has been observed to send in place of a code. */
    private static final String DECLINED = "authdeny";

    private final PoolSettings settings;
    private final Function<SignInMethod, IdentitySource> identities;
    private final FrontDesk desk;
    private final SignInCompletion completion;
    private final UsedCodes used;
    private final RemoteAttempt remoteAttempt;
    private final RandomText random;
    private final Clock clock;
    private final SignInLog log;
    private final LocalAttempt localAttempt = new LocalAttempt();
    private final FairPlaces places = new FairPlaces(PLACES_OF_ADDRESS);

    /**
     * Creates the sign-ins of one pool.
     *
     * @param identities the source that identifies the person of a code, by sign-in method
     */
    public SignInFlow(
            PoolSettings settings,
            Function<SignInMethod, IdentitySource> identities,
            FrontDesk desk,
            SignInCompletion completion,
            Store store,
            RandomText random,
            Clock clock,
            PoolTelemetry telemetry) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.identities = identities;
        this.desk = desk;
        this.completion = completion;
        this.used = new UsedCodes(store);
        this.remoteAttempt = new RemoteAttempt(used, clock);
        this.random = random;
        this.clock = clock;
        this.log = new SignInLog(telemetry);
    }

    /** Begins the first sign-in of a request. Nothing is stored. */
    public PendingSignIn begin(AuthorizeRequest request) {
        return begin(request, clock.instant(), Optional.empty());
    }

    /**
     * Begins a sign-in, which may be a restart.
     *
     * @param first when the application's first request arrived
     * @param invitation secret of the invitation in the browser
     */
    public PendingSignIn begin(AuthorizeRequest request, Instant first, Optional<String> invitation) {
        PendingSignIn pending = new PendingSignIn(
                random.alphanumeric(PendingSignIn.STATE_CHARS),
                request,
                clock.instant().getEpochSecond(),
                first.getEpochSecond(),
                invitation.orElse(null));
        log.began(pending);
        desk.note(request, Step.SHOWN, null);
        return pending;
    }

    /**
     * Handles WeChat's callback in the browser that began {@code pending}.
     *
     * @param code absent if the user declined
     * @param session token of the page session that the browser had before
     * @param address of the browser, if known
     */
    public SignInOutcome finish(
            PendingSignIn pending,
            Optional<String> code,
            SignInMethod method,
            Optional<String> session,
            Optional<String> address) {
        return finish(pending, code, method, new BrowserSession(true, session), address);
    }

    /** As {@link #finish}, in the frame of another site, where the browser keeps no page session. */
    public SignInOutcome finishEmbedded(PendingSignIn pending, Optional<String> code, Optional<String> address) {
        return finish(pending, code, SignInMethod.FRAME, BrowserSession.NONE, address);
    }

    private SignInOutcome finish(
            PendingSignIn pending,
            Optional<String> code,
            SignInMethod method,
            BrowserSession browser,
            Optional<String> address) {
        desk.note(pending.request(), Step.RETURNED, null);
        if (!stillRegistered(settings, pending.request())) {
            return stopped(pending, method, SignInFailure.UNKNOWN_APPLICATION, "no longer in the settings");
        }
        if (!clock.instant().isBefore(pending.started().plus(lifetime()))) {
            return stopped(pending, method, SignInFailure.SIGN_IN_EXPIRED, "older than " + lifetime());
        }
        if (code.isEmpty() || code.get().equals(DECLINED)) {
            log.declined(pending, method);
            OidcError declined = new OidcError(ACCESS_DENIED, "the user declined in WeChat");
            return new Completed(completion.refused(pending.request(), declined));
        }
        if (code.get().length() > MAX_CODE_CHARS) {
            return stopped(pending, method, SignInFailure.WECHAT_CODE_INVALID, "longer than any code of WeChat's");
        }
        Callback callback = new Callback(pending, code.get(), method, browser, address);
        return localAttempt.run(
                callback.attempt(),
                () -> attempt(callback),
                () -> stopped(pending, method, SignInFailure.WECHAT_BUSY, "the first callback is still waiting"));
    }

    /** The content of one callback from WeChat. */
    private record Callback(
            PendingSignIn pending, String code, SignInMethod method, BrowserSession browser, Optional<String> address) {
        /** Returns the key that duplicates of a callback share. */
        String attempt() {
            return UsedCodes.attempt(pending, code);
        }
    }

    private SignInOutcome attempt(Callback callback) {
        PendingSignIn pending = callback.pending();
        String code = callback.code();
        SignInMethod method = callback.method();
        Optional<SignInOutcome> earlier = remoteAttempt.outcome(callback.attempt(), code, method);
        if (earlier.isPresent()) {
            log.repeated(pending, method);
            return earlier.get();
        }
        if (used.isUsed(pending)) {
            return stopped(pending, method, SignInFailure.SIGN_IN_USED, "a user has signed in with it");
        }
        if (used.isRefused(code)) {
            return stopped(pending, method, SignInFailure.WECHAT_CODE_USED, "WeChat has refused it before");
        }
        if (!used.attempt(pending)) {
            return stopped(pending, method, SignInFailure.TOO_MANY, "it has brought too many codes");
        }
        Optional<FairPlaces.Place> place = places.enter(callback.address());
        if (place.isEmpty()) {
            return stopped(pending, method, SignInFailure.WECHAT_BUSY, "too many sign-ins of this address are waiting");
        }
        try (FairPlaces.Place taken = place.get()) {
            Objects.requireNonNull(taken, "taken");
            return identify(callback);
        }
    }

    private SignInOutcome identify(Callback callback) {
        PendingSignIn pending = callback.pending();
        String code = callback.code();
        SignInMethod method = callback.method();
        if (!used.use(code, clock.instant())) {
            return remoteAttempt
                    .outcome(callback.attempt(), code, method)
                    .orElseGet(() ->
                            stopped(pending, method, SignInFailure.WECHAT_CODE_USED, "it was sent to WeChat before"));
        }
        if (used.isRefused(code)) { // By a concurrent attempt: it must not be sent again.
            used.forget(code);
            return stopped(pending, method, SignInFailure.WECHAT_CODE_USED, "WeChat has refused it before");
        }
        SignedInUser user;
        try {
            user = identities.apply(method).identify(code, pending.request().wantsProfile());
        } catch (SignInStopped e) {
            SignInOutcome outcome = stopped(pending, method, e.failure(), String.valueOf(e.getMessage()));
            used.remember(callback.attempt(), method, outcome);
            switch (e.code()) {
                case NOT_SENT -> used.forget(code);
                case REFUSED -> used.refused(code);
                case USED -> used.done(code);
            }
            return outcome;
        }
        SignInOutcome outcome = arrived(callback, user);
        used.remember(callback.attempt(), method, outcome);
        used.done(code);
        return outcome;
    }

    private SignInOutcome arrived(Callback callback, SignedInUser user) {
        PendingSignIn pending = callback.pending();
        SignInMethod method = callback.method();
        Verdict verdict = desk.arrive(pending, method, user, callback.address());
        if (!(verdict instanceof Admitted admitted)) {
            return notAdmitted(pending, method, verdict);
        }
        if (!used.use(pending)) {
            return stopped(pending, method, SignInFailure.SIGN_IN_USED, "another code was faster");
        }
        log.finished(pending, method, admitted.subject());
        desk.note(pending.request(), Step.ADMITTED, null);
        return completion.scanned(
                pending,
                method,
                user.knownAs(admitted.subject(), admitted.name()),
                callback.browser(),
                callback.address());
    }

    private Failed notAdmitted(PendingSignIn pending, SignInMethod method, Verdict verdict) {
        if (verdict instanceof Waiting waiting) {
            Failed waits =
                    stopped(pending, method, SignInFailure.AWAITING_APPROVAL, "the person waits for an approval");
            return new Failed(waits.failure(), waits.id(), waiting.code());
        }
        if (verdict instanceof Refused refused) {
            return switch (refused.reason()) {
                case TOO_MANY_WAITING ->
                    stopped(
                            pending,
                            method,
                            SignInFailure.TOO_MANY,
                            "too many people of this address wait for an approval");
                case IDENTITY_CONFLICT ->
                    stopped(
                            pending,
                            method,
                            SignInFailure.IDENTITY_CONFLICT,
                            "WeChat's ids lead to two people, or a known openid has another unionid: merge them with"
                                    + " --people merge, or set wechat.moved if the app has moved");
                default ->
                    stopped(
                            pending,
                            method,
                            SignInFailure.NOT_ADMITTED,
                            refused.reason().code());
            };
        }
        return stopped(
                pending, method, SignInFailure.DIRECTORY_UNAVAILABLE, "the directory's database does not answer");
    }

    private Duration lifetime() {
        return lifetime(settings);
    }

    /**
     * Returns twice the time that the QR code is shown, at most ten minutes: a user who opens WeChat's page at the last
     * moment still has time to scan.
     */
    static Duration lifetime(PoolSettings settings) {
        Duration twice = settings.qrLifetime().multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    static boolean stillRegistered(PoolSettings settings, AuthorizeRequest request) {
        return settings.application(request.clientId())
                .filter(application -> application.redirectUris().contains(request.redirectUri())
                        || settings.testCallback()
                                .filter(request.redirectUri()::equals)
                                .isPresent())
                .isPresent();
    }

    private Failed stopped(PendingSignIn pending, SignInMethod method, SignInFailure failure, String why) {
        String id = random.alphanumeric(ERROR_ID_CHARS);
        log.stopped(pending, method, failure, id, why);
        desk.note(pending.request(), Step.STOPPED, failure.name() + " " + id);
        return new Failed(failure, id);
    }
}
