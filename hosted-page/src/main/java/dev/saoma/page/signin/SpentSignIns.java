package dev.saoma.page.signin;

import com.google.gson.Gson;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.signin.SignInOutcome.GoOn;
import dev.saoma.page.signin.SignInOutcome.Stopped;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what is used up: sign-ins, WeChat's codes, and for five seconds what came of them, because browsers are known
 * to call back twice.
 */
final class SpentSignIns {
    static final Kind RESULT = new Kind("sign-in-result", Duration.ofSeconds(5));
    // Both live longer than a sign-in (10 min) and than a WeChat code (10 min).
    static final Kind SIGN_IN = new Kind("used-sign-in", Duration.ofMinutes(15));
    static final Kind CODE = new Kind("used-wechat-code", Duration.ofMinutes(15));

    /** A tab in the background may hear of it only after a minute. */
    static final Kind FINISHED = new Kind("finished-sign-in", Duration.ofMinutes(5));

    private final Store store;
    private final Gson gson = new Gson();

    SpentSignIns(Store store) {
        this.store = store;
    }

    private record Result(
            @Nullable String location,
            @Nullable String session,
            @Nullable SignInFailure failure,
            @Nullable String id) {}

    /**
     * Who signed in.
     *
     * @param at in seconds since 1970
     */
    record Finished(SignedInUser user, long at, @Nullable String sid) {}

    void finished(PendingSignIn pending, Finished by) {
        store.put(FINISHED, Fingerprint.of(pending.state()), gson.toJson(by));
    }

    Optional<Finished> finished(PendingSignIn pending) {
        return store.get(FINISHED, Fingerprint.of(pending.state())).map(json -> gson.fromJson(json, Finished.class));
    }

    /** One name for the pair: another code of the same sign-in is another attempt. */
    static String attempt(PendingSignIn pending, String code) {
        return Fingerprint.of(pending.state() + " " + code);
    }

    Optional<SignInOutcome> result(String attempt) {
        return store.get(RESULT, attempt)
                .map(json -> gson.fromJson(json, Result.class))
                .map(SpentSignIns::outcome);
    }

    private static SignInOutcome outcome(Result result) {
        if (result.location() != null) {
            return new GoOn(URI.create(result.location()), result.session());
        }
        SignInFailure failure = result.failure() == null ? SignInFailure.INTERNAL : result.failure();
        return new Stopped(failure, String.valueOf(result.id()));
    }

    void remember(String attempt, SignInOutcome outcome) {
        Result result = outcome instanceof GoOn goOn
                ? new Result(goOn.location().toString(), goOn.session(), null, null)
                : new Result(null, null, ((Stopped) outcome).failure(), ((Stopped) outcome).id());
        store.put(RESULT, attempt, gson.toJson(result));
    }

    boolean isUsed(PendingSignIn pending) {
        return store.get(SIGN_IN, Fingerprint.of(pending.state())).isPresent();
    }

    /** True for the first to say so. */
    boolean use(PendingSignIn pending) {
        return store.putIfAbsent(SIGN_IN, Fingerprint.of(pending.state()), "");
    }

    /** True for the first to say so. */
    boolean use(String code) {
        return store.putIfAbsent(CODE, Fingerprint.of(code), "");
    }
}
