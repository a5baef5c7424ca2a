package dev.saoma.filter;

import dev.saoma.filter.bearer.BearerException;
import dev.saoma.filter.web.Answers;
import dev.saoma.filter.web.Page;
import dev.saoma.filter.web.RequestKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers to those who are known, or say so, and do not get what they ask for. Thread-safe. */
final class Refusals {
    private final Challenge challenge;
    private final Addresses addresses;
    private final Answers answers;
    private final FailureLog failures;

    Refusals(Challenge challenge, Addresses addresses, Answers answers, FailureLog failures) {
        this.challenge = challenge;
        this.addresses = addresses;
        this.answers = answers;
        this.failures = failures;
    }

    /** A user lacks the role. */
    void forbidden(HttpServletRequest request, HttpServletResponse response, boolean bearer) throws IOException {
        if (!bearer && challenge.kind(request) != RequestKind.OTHER) {
            answers.page(request, response, Page.FORBIDDEN, null, addresses.own("logout"));
            return;
        }
        if (bearer) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
        }
        answers.json(request, response, HttpServletResponse.SC_FORBIDDEN, error("forbidden"));
    }

    /** A bearer token signs nobody in. */
    void badToken(HttpServletRequest request, HttpServletResponse response, BearerException e) throws IOException {
        if (e.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        } else {
            response.setHeader("WWW-Authenticate", e.challenge());
        }
        Map<String, String> members = error(e.error());
        members.put("error_description", e.description());
        answers.json(request, response, e.status(), members);
    }

    /** The application does not let the user of a bearer token in. */
    void notAdmitted(HttpServletRequest request, HttpServletResponse response, NotAdmittedException e)
            throws IOException {
        String told = e.told();
        if (e.page() == Page.MAPPER_FAULT) {
            String id = failures.write(e.page(), e.getMessage(), e.getCause());
            Map<String, String> members = error("server_error");
            members.put("id", id);
            answers.json(request, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, members);
            return;
        }
        Map<String, String> members = error("access_denied");
        if (told != null) {
            members.put("message", told);
        }
        answers.json(request, response, HttpServletResponse.SC_FORBIDDEN, members);
    }

    private static Map<String, String> error(String code) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", code);
        return members;
    }
}
