package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignInEvent;
import dev.saoma.filter.internal.application.Events;
import dev.saoma.filter.internal.application.FailureLog;
import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.bearer.BearerException;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.Preflight;
import dev.saoma.filter.internal.web.RequestKind;
import dev.saoma.filter.internal.web.Responses;
import dev.saoma.filter.internal.web.Target;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Responds to requests that are refused; nothing but a CORS preflight reaches the application. An include has no response of
 * its own: the protected part is left out of the page. Thread-safe.
 */
public final class EnforcedRejections implements Rejections {
    private final Challenge challenge;
    private final RequestWrappers requests;
    private final Addresses addresses;
    private final Responses responses;
    private final FailureLog failures;
    private final Events events;
    private final boolean passPreflights;

    public EnforcedRejections(
            Challenge challenge,
            RequestWrappers requests,
            Addresses addresses,
            Responses responses,
            FailureLog failures,
            Events events,
            boolean passPreflights) {
        this.challenge = challenge;
        this.requests = requests;
        this.addresses = addresses;
        this.responses = responses;
        this.failures = failures;
        this.events = events;
        this.passPreflights = passPreflights;
    }

    @Override
    public HttpServletRequest open(HttpServletRequest request, HttpServletResponse response) {
        return requests.anonymous(request, response);
    }

    @Override
    public @Nullable HttpServletRequest badTarget(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        responses.page(request, response, Page.BAD_REQUEST, null, addresses.absolute(Addresses.HOME));
        return null;
    }

    @Override
    public @Nullable HttpServletRequest anonymous(
            Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean fromClient = request.getDispatcherType() == DispatcherType.REQUEST;
        if (passPreflights && fromClient && Preflight.is(target, request)) {
            return new Preflight(requests.anonymous(request, response));
        }
        if (!isLeftOut(request, response)) {
            challenge.start(request, response);
        }
        return null;
    }

    @Override
    public @Nullable HttpServletRequest accountMissing(
            String page, Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isLeftOut(request, response)) {
            return null;
        }
        RequestKind kind = challenge.kind(request);
        if (kind.mayBePerson() && kind != RequestKind.FORM) {
            responses.redirect(response, HttpServletResponse.SC_FOUND, addresses.absolute(page));
        } else {
            responses.loginRequired(request, response);
        }
        return null;
    }

    @Override
    public @Nullable HttpServletRequest forbidden(
            boolean bearer, Target target, SignedInRequest request, HttpServletResponse response) throws IOException {
        if (isLeftOut(request, response)) {
            return null;
        }
        events.refused(request, SignInEvent.Reason.FORBIDDEN, null, request.subject());
        if (!bearer && challenge.kind(request) != RequestKind.OTHER) {
            responses.page(request, response, Page.FORBIDDEN, null, addresses.own("logout"));
            return null;
        }
        if (bearer) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
        }
        responses.json(request, response, HttpServletResponse.SC_FORBIDDEN, error("forbidden"));
        return null;
    }

    @Override
    public @Nullable HttpServletRequest badToken(
            BearerException e, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isLeftOut(request, response)) {
            return null;
        }
        events.refused(request, SignInEvent.Reason.BAD_TOKEN, null, null);
        if (e.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        } else {
            response.setHeader("WWW-Authenticate", e.challenge());
        }
        Map<String, String> members = error(e.error());
        members.put("error_description", e.description());
        responses.json(request, response, e.status(), members);
        return null;
    }

    @Override
    public @Nullable HttpServletRequest notAdmitted(
            NotAdmittedException e, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isLeftOut(request, response)) {
            return null;
        }
        String message = e.userMessage();
        if (e.page() == Page.MAPPER_FAULT) {
            serverError(failures.write(request, e), request, response);
            return null;
        }
        events.refused(request, SignInEvent.Reason.NOT_ADMITTED, null, e.subject());
        Map<String, String> members = error("access_denied");
        if (message != null) {
            members.put("message", message);
        }
        responses.json(request, response, HttpServletResponse.SC_FORBIDDEN, members);
        return null;
    }

    @Override
    public @Nullable HttpServletRequest fault(
            RuntimeException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = failures.write(
                request,
                Page.INTERNAL,
                "the decision on a request failed: " + e.getClass().getName(),
                e,
                null);
        if (isLeftOut(request, response)) {
            return null;
        }
        try {
            response.resetBuffer();
            if (challenge.kind(request) == RequestKind.OTHER) {
                serverError(id, request, response);
            } else {
                responses.page(request, response, Page.INTERNAL, id, addresses.absolute(Addresses.HOME));
            }
        } catch (RuntimeException again) {
            // The fault in the request also prevents finding out what kind of client sent it.
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        return null;
    }

    private void serverError(String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> members = error("server_error");
        members.put("id", id);
        responses.json(request, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, members);
    }

    // An include has no response of its own, and a response that has begun can only be aborted: a client must not take
    // the first half for the whole.
    private boolean isLeftOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            return true;
        }
        if (response.isCommitted()) {
            String message = "A request without a right to it was dispatched to a protected address ("
                    + request.getDispatcherType()
                    + ") after its answer had begun: the connection is closed. Decide before writing, or list the address that"
                    + " dispatches to it among those that need a sign-in";
            failures.warn(message);
            throw new IOException(message);
        }
        return false;
    }

    private static Map<String, String> error(String code) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", code);
        return members;
    }
}
