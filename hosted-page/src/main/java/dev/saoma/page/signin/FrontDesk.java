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

/** Has the directory admit people who sign in, and records their sign-ins. Thread-safe. */
public final class FrontDesk {
    /** The sign-in method that the log shows for test sign-ins, whatever they used. */
    private static final String TEST = "test";

    private final PoolSettings settings;
    private final Directory directory;
    private final TestSignIns tests;

    /** Creates the front desk of {@code directory}. */
    public FrontDesk(PoolSettings settings, Directory directory, TestSignIns tests) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.tests = Objects.requireNonNull(tests, "tests");
    }

    /** Records a step of a test sign-in; does nothing for other sign-ins. */
    void note(AuthorizeRequest request, Step step, @Nullable String detail) {
        tests.note(request, step, detail);
    }

    /** Whether the sign-in is a test, which begins no session at the application. */
    boolean isTest(AuthorizeRequest request) {
        return tests.isTest(request);
    }

    /** Has the directory decide whether to admit a person whom WeChat has just identified. */
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

    /** Whether the person of a session or token that began at {@code begun} is still admitted. */
    boolean admits(String subject, String clientId, Instant begun) {
        return directory.recheck(subject, clientId, begun) instanceof Verdict.Admitted;
    }

    /** Records a completed sign-in. */
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

    /** Returns the app that the openid belongs to: at the official account, a person has a different one. */
    private String appId(SignInMethod method) {
        return method == SignInMethod.IN_WECHAT
                ? settings.wechat().inWeChat().orElse(settings.wechat()).appId()
                : settings.wechat().appId();
    }
}
