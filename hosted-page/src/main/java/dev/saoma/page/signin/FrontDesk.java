package dev.saoma.page.signin;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.oidc.TestSignIns.Step;
import dev.saoma.page.settings.PoolSettings;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has the directory admit people who sign in, and records the result. Thread-safe. */
public final class FrontDesk {
    /** The sign-in method that the log shows for test sign-ins, whatever they used. */
    private static final String TEST = "test";

    private final PoolSettings settings;
    private final Directory directory;
    private final TestSignIns tests;

    /** Creates the front desk of that directory. */
    public FrontDesk(PoolSettings settings, Directory directory, TestSignIns tests) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.tests = Objects.requireNonNull(tests, "tests");
    }

    /** Records a step of a test sign-in; does nothing for others. */
    void note(AuthorizeRequest request, Step step, @Nullable String detail) {
        tests.note(request, step, detail);
    }

    /** Whether the sign-in is a test, which begins no session at the application. */
    boolean isTest(AuthorizeRequest request) {
        return tests.isTest(request);
    }

    /** Has the directory judge a person whom WeChat has just identified. */
    Verdict arrive(PendingSignIn pending, SignInMethod method, SignedInUser user, Optional<String> address) {
        if (user.openid() == null) {
            throw new IllegalArgumentException("user: one with an openid expected");
        }
        note(pending.request(), Step.IDENTIFIED, null);
        Visit visit = visit(pending.request(), method, address, Optional.ofNullable(pending.invitation()));
        WeChatPerson person =
                new WeChatPerson(appId(method), user.openid(), user.unionid(), user.name(), user.picture());
        return directory.arrive(person, user.subject(), visit);
    }

    /** Whether the person of a session, code or token that began then is still admitted. */
    boolean admits(String subject, String clientId, Instant begun) {
        return directory.recheck(subject, clientId, begun) instanceof Verdict.Admitted;
    }

    /** Records that a person is issued an authorization code. */
    void signedIn(
            String subject,
            @Nullable String sid,
            AuthorizeRequest request,
            SignInMethod method,
            Optional<String> address) {
        directory.record(new SignInRecord(
                subject, sid, visit(request, method, address, Optional.empty()), "finished", null, null));
    }

    private Visit visit(
            AuthorizeRequest request, SignInMethod method, Optional<String> address, Optional<String> invitation) {
        String way = isTest(request) ? TEST : method.name().toLowerCase(Locale.ROOT);
        return new Visit(request.clientId(), way, address.orElse(null), null, invitation);
    }

    /** Returns the app that the openid belongs to: a person has another one at the official account. */
    private String appId(SignInMethod method) {
        return method == SignInMethod.IN_WECHAT
                ? settings.wechat().inWeChat().orElse(settings.wechat()).appId()
                : settings.wechat().appId();
    }
}
