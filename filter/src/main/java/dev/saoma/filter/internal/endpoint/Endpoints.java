package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.internal.application.Admission;
import dev.saoma.filter.internal.application.FailureLog;
import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.doctor.Doctor;
import dev.saoma.filter.internal.kept.KeptPosts;
import dev.saoma.filter.internal.logout.BackChannelLogout;
import dev.saoma.filter.internal.session.Identities;
import dev.saoma.filter.internal.session.SessionRecord;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.signin.FinishedSignIn;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.signin.SignInException;
import dev.saoma.filter.internal.signin.SignIns;
import dev.saoma.filter.internal.signin.States;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Answers;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.Peers;
import dev.saoma.filter.internal.web.QueryParameters;
import dev.saoma.filter.internal.web.RequestKind;
import dev.saoma.filter.internal.web.Script;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filter's own addresses: login, callback, logout, session, the script and small pages. Thread-safe. */
public final class Endpoints {
    public static final String CONTINUE = "continue";

    private final SignIns signIns;
    private final LoopGuard loops;
    private final Sessions sessions;
    private final Admission admission;
    private final Addresses addresses;
    private final @Nullable KeptPosts keptPosts;
    private final Answers answers;
    private final FailureLog failures;
    private final Peers peers;
    private final String ownOrigin;
    private final SignOut signOut;
    private final BackChannelLogout backChannelLogout;
    private final Doctor doctor;
    private final Script script = new Script("keep-session.js");

    public Endpoints(
            SignIns signIns,
            LoopGuard loops,
            Sessions sessions,
            Admission admission,
            Addresses addresses,
            @Nullable KeptPosts keptPosts,
            Answers answers,
            FailureLog failures,
            Peers peers,
            String ownOrigin,
            SignOut signOut,
            BackChannelLogout backChannelLogout,
            Doctor doctor) {
        this.signIns = signIns;
        this.loops = loops;
        this.sessions = sessions;
        this.admission = admission;
        this.addresses = addresses;
        this.keptPosts = keptPosts;
        this.answers = answers;
        this.failures = failures;
        this.peers = peers;
        this.ownOrigin = ownOrigin;
        this.signOut = signOut;
        this.backChannelLogout = backChannelLogout;
        this.doctor = doctor;
    }

    public Doctor doctor() {
        return doctor;
    }

    public void handle(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (name) {
            case "login":
                login(request, response);
                break;
            case "callback":
                callback(request, response);
                break;
            case CONTINUE:
                goOn(request, response);
                break;
            case "logout":
                signOut.start(request, response);
                break;
            case "backchannel-logout":
                backChannelLogout.handle(request, response);
                break;
            case "session":
                session(request, response);
                break;
            case "keep-session.js":
            case "saoma.js": // Deprecated: the name that it had before.
                script.write(request, response);
                break;
            case "resume":
                resume(request, response);
                break;
            case Addresses.NOT_RETURNED:
                notReturned(request, response);
                break;
            case "popup-done":
                answers.popupDone(request, response);
                break;
            case "signed-out":
                signOut.done(request, response);
                break;
            case "doctor":
                if (!doctor.handle(request, response)) {
                    toHome(request, response, Page.NOT_FOUND);
                }
                break;
            default:
                toHome(request, response, Page.NOT_FOUND);
        }
    }

    /** Sends the browser that opens a page to the provider, or shows why that is not possible. */
    public void begin(HttpServletRequest request, HttpServletResponse response, String returnTo) throws IOException {
        try {
            if (!sessions.isKept(request)) {
                loops.check(request, returnTo);
            }
            addresses.whyNotReturned(returnTo).ifPresent(failures::note);
            String location = signIns.begin(request, response, returnTo);
            answers.redirect(response, HttpServletResponse.SC_FOUND, location);
        } catch (SignInException e) {
            fail(request, response, e);
        }
    }

    private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestKind kind = RequestKind.of(request);
        boolean read = !"POST".equals(request.getMethod());
        if (!read || !kind.mayBePerson()) {
            answers.loginRequired(request, response);
            return;
        }
        QueryParameters parameters = new QueryParameters(request.getQueryString());
        String returnTo = addresses.returnTo(parameters.get("return_to"));
        if ("popup".equals(parameters.get("display"))) {
            returnTo = addresses.popupDone();
        } else if (KeptPosts.isId(parameters.get("kept"))) {
            returnTo = addresses.resume(String.valueOf(parameters.get("kept")));
        } else if (parameters.get("lost") != null) {
            returnTo = addresses.notReturned(String.valueOf(parameters.get("lost")));
        }
        if (sessions.find(request) != null) {
            answers.redirect(response, HttpServletResponse.SC_SEE_OTHER, addresses.absolute(returnTo));
            return;
        }
        if (kind == RequestKind.FRAME) {
            answers.signInLink(request, response, addresses.login(returnTo));
            return;
        }
        // Also somebody unsure: this address is where the link leads that is for them.
        begin(request, response, returnTo);
    }

    /** Keeps a form that met no session; false if it is none of ours, or nothing is to be kept. */
    public boolean keepForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean ours = Boolean.TRUE.equals(RequestKind.isSameOrigin(request, ownOrigin));
        if (keptPosts == null || !ours || KeptPosts.isReplay(request)) {
            return false;
        }
        keptPosts.keep(request, response, id -> addresses.login(addresses.resume(id)));
        return true;
    }

    /** The request as the application is to see it; null if it has been answered. */
    @Nullable
    public HttpServletRequest withKeptForm(HttpServletRequest request, HttpServletResponse response, Map<?, ?> session)
            throws IOException {
        // Error pages and asynchronous work are dispatched with the request that was opened already.
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        if (keptPosts == null || !first || !KeptPosts.isReplay(request)) {
            return request;
        }
        boolean ours = Boolean.TRUE.equals(RequestKind.isSameOrigin(request, ownOrigin));
        return keptPosts.open(request, response, Identities.subject(session), ours);
    }

    private void resume(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = new QueryParameters(request.getQueryString()).get("id");
        if (keptPosts == null || id == null || !KeptPosts.isId(id)) {
            toHome(request, response, Page.NOT_FOUND);
            return;
        }
        keptPosts.resume(request, response, id);
    }

    private void notReturned(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean tooLong = "long".equals(new QueryParameters(request.getQueryString()).get("why"));
        toHome(request, response, tooLong ? Page.NOT_RETURNED_LONG : Page.NOT_RETURNED);
    }

    /** Who am I, for the scripts of the application's own pages. */
    private void session(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<?, ?> session = sessions.find(request);
        if (session == null) {
            answers.loginRequired(request, response);
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("sub", Identities.subject(session));
        Object name = Identities.claim(session, "name");
        if (name instanceof String) {
            values.put("name", (String) name);
        }
        answers.json(request, response, HttpServletResponse.SC_OK, values);
    }

    private void callback(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"GET".equals(request.getMethod())) {
            response.setHeader("Allow", "GET");
            fail(request, response, Page.METHOD, "callback: expected GET");
            return;
        }
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (destination != null && !destination.equals("document")) {
            fail(request, response, Page.BAD_REQUEST, "callback: asked for by something that is no page");
            return;
        }
        try {
            FinishedSignIn signIn = signIns.finish(request, response, peers.caller(request));
            boolean lost = sessions.find(request) == null && !sessions.isKept(request);
            String next = admission.admit(request, signIn);
            boolean hop = doctor.strictCookies().needHop(request, response, lost && !loops.isFirst(request));
            if (lost) {
                loops.count(request, response);
            }
            if (keptPosts != null) {
                keptPosts.signedIn(response, String.valueOf(signIn.claims().get("sub")));
            }
            if (hop) {
                answers.page(request, response, Page.SIGNED_IN, null, addresses.absolute(next));
            } else {
                answers.redirect(response, HttpServletResponse.SC_SEE_OTHER, addresses.absolute(next));
            }
        } catch (NotAdmittedException e) {
            notAdmitted(request, response, e);
        } catch (SignInException e) {
            String next = e.page() == Page.EXPIRED ? next(request, response, e) : null;
            if (next == null) {
                fail(request, response, e);
            } else {
                answers.redirect(response, HttpServletResponse.SC_SEE_OTHER, next);
            }
        }
    }

    /** Where a callback that is over leads, if there is nothing to complain about; else null. */
    private @Nullable String next(HttpServletRequest request, HttpServletResponse response, SignInException e) {
        Map<?, ?> session = sessions.find(request);
        if (session != null) {
            // Back button, or an old tab: the user is signed in.
            String state = new QueryParameters(request.getQueryString()).get("state");
            String returnTo = SessionRecord.returnOf(session, state == null ? null : States.core(state))
                    .orElse(e.returnTo());
            return addresses.absolute(returnTo);
        }
        if (!e.isWorthAnother() || !RequestKind.of(request).isTopLevel() || !loops.isFirst(request)) {
            return null;
        }
        // There the session of the same callback's twin is found, or a sign-in of this browser's own begins.
        loops.count(request, response);
        return addresses.login(e.returnTo());
    }

    /** The page that binds an account has done so: the mapper is asked again. */
    private void goOn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<?, ?> waiting = sessions.waiting(request);
        if (waiting == null) {
            login(request, response);
            return;
        }
        try {
            String next = admission.again(request, waiting);
            answers.redirect(response, HttpServletResponse.SC_SEE_OTHER, addresses.absolute(next));
        } catch (NotAdmittedException e) {
            notAdmitted(request, response, e);
        }
    }

    private void notAdmitted(HttpServletRequest request, HttpServletResponse response, NotAdmittedException e)
            throws IOException {
        String id = failures.write(request, e);
        answers.page(request, response, e.page(), id, addresses.own("login"), e.told());
    }

    private void toHome(HttpServletRequest request, HttpServletResponse response, Page page) throws IOException {
        answers.page(request, response, page, null, addresses.absolute(Addresses.HOME));
    }

    private void fail(HttpServletRequest request, HttpServletResponse response, Page page, String message)
            throws IOException {
        String id = failures.write(request, page, message);
        answers.page(request, response, page, id, addresses.absolute(Addresses.HOME));
    }

    private void fail(HttpServletRequest request, HttpServletResponse response, SignInException failure)
            throws IOException {
        String id = failures.write(request, failure.page(), failure.getMessage());
        if (failure.page() == Page.NOT_KEPT) {
            loops.forget(request, response);
        }
        answers.page(request, response, failure.page(), id, addresses.login(failure.returnTo()));
    }
}
