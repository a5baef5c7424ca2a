package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.internal.application.Admission;
import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.doctor.StrictCookies;
import dev.saoma.filter.internal.session.Session.SignedIn;
import dev.saoma.filter.internal.session.Session.Waiting;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.signin.SignInException;
import dev.saoma.filter.internal.signin.SignIns;
import dev.saoma.filter.internal.signin.States;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.QueryParameters;
import dev.saoma.filter.internal.web.RequestKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The endpoints {@code callback} and {@code continue}, at which sign-ins end. Thread-safe. */
public final class CallbackEndpoint {
    private final SignIns signIns;
    private final LoopGuard loops;
    private final Sessions sessions;
    private final Admission admission;
    private final KeptForms keptForms;
    private final StrictCookies strictCookies;
    private final LoginEndpoint login;
    private final SignInPages pages;

    public CallbackEndpoint(
            SignIns signIns,
            LoopGuard loops,
            Sessions sessions,
            Admission admission,
            KeptForms keptForms,
            StrictCookies strictCookies,
            LoginEndpoint login,
            SignInPages pages) {
        this.signIns = signIns;
        this.loops = loops;
        this.sessions = sessions;
        this.admission = admission;
        this.keptForms = keptForms;
        this.strictCookies = strictCookies;
        this.login = login;
        this.pages = pages;
    }

    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"GET".equals(request.getMethod())) {
            response.setHeader("Allow", "GET");
            pages.fail(request, response, Page.METHOD, "callback: expected GET");
            return;
        }
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (destination != null && !destination.equals("document")) {
            pages.fail(request, response, Page.BAD_REQUEST, "callback: asked for by something that is no page");
            return;
        }
        try {
            SignIns.Finished signIn = signIns.finish(request, response);
            boolean lost = sessions.signedIn(request) == null && !sessions.isKept(request);
            boolean lostAgain = lost && loops.hasSignedIn(request);
            String next = admission.admit(request, signIn);
            complete(request, () -> {
                boolean hop = strictCookies.needHop(request, response, lostAgain);
                if (lost) {
                    loops.countSignedIn(request, response);
                }
                keptForms.signedIn(response, String.valueOf(signIn.claims().get("sub")));
                if (hop) {
                    pages.toApplicationByPage(request, response, next);
                } else {
                    pages.toApplication(response, next);
                }
            });
        } catch (NotAdmittedException e) {
            pages.notAdmitted(request, response, e);
        } catch (SignInException e) {
            if (e.page() != Page.EXPIRED || !leadOn(request, response, e)) {
                pages.fail(request, response, e);
            }
        }
    }

    /** Responds to a browser whose user has just been signed in. If that fails, the user is signed out again. */
    private void complete(HttpServletRequest request, ResponseWriter response) throws IOException {
        try {
            response.write();
        } catch (RuntimeException | Error e) {
            sessions.abandon(request);
            throw e;
        }
    }

    /** Redirects a browser whose callback is no longer valid; false if an error page has to be shown. */
    private boolean leadOn(HttpServletRequest request, HttpServletResponse response, SignInException e) {
        SignedIn user = sessions.signedIn(request);
        if (user != null) {
            // The back button or an old tab: the user is already signed in.
            String state = new QueryParameters(request.getQueryString()).get("state");
            String returnTo =
                    user.returnOf(state == null ? null : States.core(state)).orElse(e.returnTo());
            pages.toApplication(response, returnTo);
            return true;
        }
        if (!e.isWorthAnother() || !RequestKind.of(request).isTopLevel() || !loops.isFirst(request)) {
            return false;
        }
        // The login endpoint finds the session of the duplicate callback, or begins a new sign-in.
        loops.countFailed(request, response);
        pages.toLogin(response, e.returnTo());
        return true;
    }

    /** Continues after an account has been bound: calls the mapper again. */
    void resume(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Waiting waiting = sessions.waiting(request);
        if (waiting == null) {
            login.handle(request, response);
            return;
        }
        try {
            String next = admission.again(request, waiting);
            complete(request, () -> pages.toApplication(response, next));
        } catch (NotAdmittedException e) {
            pages.notAdmitted(request, response, e);
        }
    }

    private interface ResponseWriter {
        void write() throws IOException;
    }
}
