package dev.saoma.filter.internal.application;

import dev.saoma.filter.UserMapper;
import dev.saoma.filter.UserMapping;
import dev.saoma.filter.internal.logout.ProviderLogout;
import dev.saoma.filter.internal.seal.Sha256;
import dev.saoma.filter.internal.session.Identity;
import dev.saoma.filter.internal.session.NewSessions;
import dev.saoma.filter.internal.session.Principals;
import dev.saoma.filter.internal.session.Session.Waiting;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.signin.SignIns;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a user whose identity has been verified: admitted, sent to the page that binds an account, or refused. Without a
 * {@link UserMapper} all users are admitted. Thread-safe.
 */
public final class Admission {
    private final @Nullable UserMapper mapper;
    private final Principals principals;
    private final Sessions sessions;
    private final NewSessions newSessions;
    private final ProviderLogout providerLogout;
    private final Events events;

    public Admission(
            @Nullable UserMapper mapper,
            Principals principals,
            Sessions sessions,
            NewSessions newSessions,
            ProviderLogout providerLogout,
            Events events) {
        this.mapper = mapper;
        this.principals = principals;
        this.sessions = sessions;
        this.newSessions = newSessions;
        this.providerLogout = providerLogout;
        this.events = events;
    }

    /** Completes a sign-in, and returns the path inside the application to redirect to. */
    public String admit(HttpServletRequest request, SignIns.Finished signIn) throws NotAdmittedException {
        Identity.Verified verified =
                Identity.Verified.of(signIn.claims()).withSignOutHint(providerLogout.keep(signIn.idToken()));
        return admit(request, verified, Sha256.shortId(signIn.state()), signIn.returnTo());
    }

    /** Calls the mapper again for a user who has since bound an account. */
    public String again(HttpServletRequest request, Waiting waiting) throws NotAdmittedException {
        return admit(request, waiting.verified(), waiting.stateTag(), waiting.returnTo());
    }

    private String admit(HttpServletRequest request, Identity.Verified verified, String stateTag, String returnTo)
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
            newSessions.startWaiting(request, verified, page, stateTag, returnTo);
            return page;
        }
        return begin(request, verified.as(decision), stateTag, returnTo);
    }

    private String begin(HttpServletRequest request, Identity.Verified identity, String stateTag, String returnTo) {
        newSessions.start(request, identity, stateTag, returnTo);
        events.signedIn(request, identity);
        return returnTo;
    }

    /** Returns the identity of a user without a browser, who cannot bind an account. */
    public Identity identity(Identity.Verified verified) throws NotAdmittedException {
        UserMapping decision = decide(verified);
        if (decision == null) {
            return verified;
        }
        if (decision.page().isPresent()) {
            throw NotAdmittedException.notBound(verified.subject());
        }
        return verified.as(decision);
    }

    /** Whether the result of {@link #identity} can change with time. */
    public boolean isAsked() {
        return mapper != null;
    }

    // Null without a mapper; never a refusal.
    private @Nullable UserMapping decide(Identity.Verified verified) throws NotAdmittedException {
        if (mapper == null) {
            return null;
        }
        String subject = verified.subject();
        UserMapping decision;
        try {
            decision = mapper.map(principals.of(verified));
        } catch (Exception e) {
            throw NotAdmittedException.failed(e.getClass().getName(), e, subject);
        }
        if (decision == null) {
            throw NotAdmittedException.failed("it returned null instead of user, refuse or bind", null, subject);
        }
        String message = decision.refusal().orElse(null);
        if (message != null) {
            throw NotAdmittedException.refused(message, subject);
        }
        return decision;
    }
}
