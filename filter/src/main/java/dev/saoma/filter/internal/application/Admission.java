package dev.saoma.filter.internal.application;

import dev.saoma.filter.UserMapper;
import dev.saoma.filter.UserMapping;
import dev.saoma.filter.internal.logout.ProviderLogout;
import dev.saoma.filter.internal.seal.ShortId;
import dev.saoma.filter.internal.session.Identities;
import dev.saoma.filter.internal.session.SessionRecord;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.signin.FinishedSignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a user whose identity has been verified: in, to the page that binds an account, or out again. Without a
 * {@link UserMapper} everybody gets in. Thread-safe.
 */
public final class Admission {
    private final @Nullable UserMapper mapper;
    private final Identities identities;
    private final Sessions sessions;
    private final ProviderLogout providerLogout;
    private final Events events;

    public Admission(
            @Nullable UserMapper mapper,
            Identities identities,
            Sessions sessions,
            ProviderLogout providerLogout,
            Events events) {
        this.mapper = mapper;
        this.identities = identities;
        this.sessions = sessions;
        this.providerLogout = providerLogout;
        this.events = events;
    }

    /** Ends a sign-in; the path inside the application to go on with. */
    public String admit(HttpServletRequest request, FinishedSignIn signIn) throws NotAdmittedException {
        Map<String, Object> verified = Identities.of(signIn.claims());
        String hint = providerLogout.keep(signIn.idToken());
        if (hint != null) {
            verified.put(Identities.SIGN_OUT_HINT, hint);
        }
        return admit(request, verified, ShortId.of(signIn.state()), signIn.returnTo());
    }

    /** Asks again about somebody who has bound an account meanwhile. */
    public String again(HttpServletRequest request, Map<?, ?> waiting) throws NotAdmittedException {
        return admit(
                request,
                Identities.verified(waiting),
                SessionRecord.stateTag(waiting),
                SessionRecord.returnTo(waiting));
    }

    private String admit(HttpServletRequest request, Map<String, Object> verified, String stateTag, String returnTo)
            throws NotAdmittedException {
        UserMapping decision;
        try {
            decision = decide(verified);
        } catch (NotAdmittedException e) {
            sessions.drop(request);
            throw e;
        }
        if (decision == null) {
            return begin(request, verified, stateTag, returnTo);
        }
        String page = decision.page().orElse(null);
        if (page != null) {
            sessions.startWaiting(request, verified, page, stateTag, returnTo);
            return page;
        }
        return begin(request, Identities.of(verified, decision), stateTag, returnTo);
    }

    private String begin(HttpServletRequest request, Map<String, Object> identity, String stateTag, String returnTo) {
        sessions.start(request, identity, stateTag, returnTo);
        events.signedIn(request, identity);
        return returnTo;
    }

    /** The identity of somebody who comes without a browser, and so cannot bind anything. */
    public Map<String, Object> identity(Map<String, Object> verified) throws NotAdmittedException {
        UserMapping decision = decide(verified);
        if (decision == null) {
            return verified;
        }
        if (decision.page().isPresent()) {
            throw NotAdmittedException.notBound(Identities.subject(verified));
        }
        return Identities.of(verified, decision);
    }

    /** Whether the answer of {@link #identity} can change with time. */
    public boolean isAsked() {
        return mapper != null;
    }

    // Null without a mapper; never a refusal.
    private @Nullable UserMapping decide(Map<String, Object> verified) throws NotAdmittedException {
        if (mapper == null) {
            return null;
        }
        String subject = Identities.subject(verified);
        UserMapping decision;
        try {
            decision = mapper.map(identities.user(verified));
        } catch (Exception e) {
            throw NotAdmittedException.failed(e.getClass().getName(), e, subject);
        }
        if (decision == null) {
            throw NotAdmittedException.failed("it returned null instead of user, refuse or bind", null, subject);
        }
        String told = decision.refusal().orElse(null);
        if (told != null) {
            throw NotAdmittedException.refused(told, subject);
        }
        return decision;
    }
}
