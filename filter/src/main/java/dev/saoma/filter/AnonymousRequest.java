package dev.saoma.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A request that has been let through without a user: the application can ask for one. */
final class AnonymousRequest extends HttpServletRequestWrapper {
    private final Requests requests;

    AnonymousRequest(HttpServletRequest request, Requests requests) {
        super(request);
        this.requests = requests;
    }

    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException {
        return requests.ask((HttpServletRequest) getRequest(), response);
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw requests.noPasswords();
    }
}
