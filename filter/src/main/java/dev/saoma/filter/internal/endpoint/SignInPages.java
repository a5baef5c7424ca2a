package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.internal.application.FailureLog;
import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.signin.SignInException;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Responses to browsers whose sign-in succeeds or fails: a redirect into the application, or a page of ours with the reason.
 * Thread-safe.
 */
public final class SignInPages {
    private final LoopGuard loops;
    private final Addresses addresses;
    private final Responses responses;
    private final FailureLog failures;

    public SignInPages(LoopGuard loops, Addresses addresses, Responses responses, FailureLog failures) {
        this.loops = loops;
        this.addresses = addresses;
        this.responses = responses;
        this.failures = failures;
    }

    /** Redirects the browser to a path inside the application. */
    void toApplication(HttpServletResponse response, String path) {
        toAddress(response, addresses.absolute(path));
    }

    /**
     * Does the same through a page of our own origin, so that the browser sends {@code SameSite=Strict} cookies too.
     */
    void toApplicationByPage(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        responses.page(request, response, Page.SIGNED_IN, null, addresses.absolute(path));
    }

    /** Redirects the browser to a sign-in for that path. */
    void toLogin(HttpServletResponse response, String returnTo) {
        toAddress(response, addresses.login(returnTo));
    }

    private void toAddress(HttpServletResponse response, String address) {
        responses.redirect(response, HttpServletResponse.SC_SEE_OTHER, address);
    }

    void notAdmitted(HttpServletRequest request, HttpServletResponse response, NotAdmittedException e)
            throws IOException {
        String id = failures.write(request, e);
        responses.page(request, response, e.page(), id, addresses.own("login"), e.userMessage());
    }

    void fail(HttpServletRequest request, HttpServletResponse response, Page page, String message) throws IOException {
        String id = failures.write(request, page, message);
        responses.page(request, response, page, id, addresses.absolute(Addresses.HOME));
    }

    void fail(HttpServletRequest request, HttpServletResponse response, SignInException failure) throws IOException {
        String id = failures.write(request, failure.page(), failure.getMessage());
        if (failure.page() == Page.NOT_KEPT) {
            loops.forget(request, response);
        }
        responses.page(request, response, failure.page(), id, addresses.login(failure.returnTo()));
    }

    /** Logs a line about a sign-in that is not a failure. */
    void note(String message) {
        failures.note(message);
    }
}
