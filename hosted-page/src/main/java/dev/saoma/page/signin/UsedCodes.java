package dev.saoma.page.signin;

import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.store.Json;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records which sign-ins and WeChat codes are used up, and keeps their results for a short time: five seconds, because
 * browsers are known to call back twice, and half a minute for login pages, which offer to try again if a response was
 * lost.
 */
final class UsedCodes {
    static final Kind RESULT = Kind.expendable("sign-in-result", Duration.ofSeconds(5));
    /** How long a login page's script can request a lost response again: half the lifetime of the code in it. */
    static final Kind FRAME_RESULT = Kind.expendable("frame-sign-in-result", Duration.ofSeconds(30));
    // Both live longer than a sign-in (10 min) and than a WeChat code (10 min).
    static final Kind SIGN_IN = new Kind("used-sign-in", Duration.ofMinutes(15));
    static final Kind CODE = new Kind("used-wechat-code", Duration.ofMinutes(15));

    /**
     * Codes that WeChat refused. Any visitor can make up such codes, so they have a kind of their own, which drops its
     * oldest entry when it is full: WeChat may then be called with that code once more, and refuses it again.
     */
    static final Kind REFUSED_CODE = Kind.expendable("refused-wechat-code", Duration.ofMinutes(15));

    /** One entry for each code that a sign-in has received from WeChat. */
    static final Kind ATTEMPT = Kind.expendable("sign-in-attempt", Duration.ofMinutes(15));

    /** A person may scan again after a failure, but not often. */
    static final int MOST_ATTEMPTS = 10;

    /** Browsers limit the timers of a background tab to one tick a minute: this allows for one, and no more. */
    static final Kind FINISHED = new Kind("finished-sign-in", Duration.ofSeconds(90));

    /** Longer than the deadlines of both calls to WeChat, with a pause and a retry. */
    static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(17);

    private static final String DONE = "done";

    private final Store store;

    UsedCodes(Store store) {
        this.store = store;
    }

    private record Result(
            @Nullable AuthorizeResponse response,
            @Nullable String session,
            @Nullable Long signedInAt,
            @Nullable SignInFailure failure,
            @Nullable String id,
            @Nullable String number) {}

    /**
     * The person who signed in.
     *
     * @param at in seconds since 1970
     */
    record Finished(SignedInUser user, long at, @Nullable String sid) {}

    void finished(PendingSignIn pending, Finished by) {
        store.put(FINISHED, Fingerprint.of(pending.state()), Json.text(by));
    }

    Optional<Finished> finished(PendingSignIn pending) {
        return store.get(FINISHED, Fingerprint.of(pending.state())).flatMap(json -> Json.read(json, Finished.class));
    }

    /** Returns a key for the pair: another code of the same sign-in is another attempt. */
    static String attempt(PendingSignIn pending, String code) {
        return Fingerprint.of(pending.state() + " " + code);
    }

    Optional<SignInOutcome> result(String attempt, SignInMethod method) {
        return store.get(result(method), attempt)
                .flatMap(json -> Json.read(json, Result.class))
                .map(UsedCodes::outcome);
    }

    private static SignInOutcome outcome(Result result) {
        if (result.response() != null) {
            return new Completed(result.response(), result.session(), result.signedInAt());
        }
        SignInFailure failure = result.failure() == null ? SignInFailure.INTERNAL : result.failure();
        return new Failed(failure, String.valueOf(result.id()), result.number());
    }

    private static Kind result(SignInMethod method) {
        return method == SignInMethod.FRAME ? FRAME_RESULT : RESULT;
    }

    void remember(String attempt, SignInMethod method, SignInOutcome outcome) {
        Result result = outcome instanceof Completed completed
                ? new Result(completed.response(), completed.session(), completed.signedInAt(), null, null, null)
                : stopped((Failed) outcome);
        store.put(result(method), attempt, Json.text(result));
    }

    private static Result stopped(Failed failed) {
        return new Result(null, null, null, failed.failure(), failed.id(), failed.number());
    }

    boolean isUsed(PendingSignIn pending) {
        return store.get(SIGN_IN, Fingerprint.of(pending.state())).isPresent();
    }

    /**
     * Marks the sign-in used.
     *
     * @return false if it already was; atomic across nodes
     */
    boolean use(PendingSignIn pending) {
        return store.putIfAbsent(SIGN_IN, Fingerprint.of(pending.state()), "");
    }

    /**
     * Marks the code used by an attempt that begins now.
     *
     * @return false if it already was; atomic across nodes
     */
    boolean use(String code, Instant now) {
        return store.putIfAbsent(CODE, Fingerprint.of(code), Long.toString(now.toEpochMilli()));
    }

    /** Records that the code is used up, or may be. */
    void done(String code) {
        store.put(CODE, Fingerprint.of(code), DONE);
    }

    /** Records that WeChat refused the code. */
    void refused(String code) {
        store.put(REFUSED_CODE, Fingerprint.of(code), "");
        forget(code);
    }

    /** Records that WeChat was not called with the code. */
    void forget(String code) {
        store.take(CODE, Fingerprint.of(code));
    }

    boolean isRefused(String code) {
        return store.get(REFUSED_CODE, Fingerprint.of(code)).isPresent();
    }

    /** Counts an attempt of that sign-in; returns false if it has no attempts left. Callers cannot reset the count. */
    boolean attempt(PendingSignIn pending) {
        for (int i = 1; i <= MOST_ATTEMPTS; i++) {
            if (store.putIfAbsent(ATTEMPT, Fingerprint.of(pending.state() + " attempt " + i), "")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a node is exchanging the code at WeChat right now. */
    boolean isBeingAsked(String code, Instant now) {
        return store.get(CODE, Fingerprint.of(code))
                .filter(since -> !since.equals(DONE))
                .filter(since -> now.toEpochMilli() - Long.parseLong(since) < LONGEST_ATTEMPT.toMillis())
                .isPresent();
    }
}
