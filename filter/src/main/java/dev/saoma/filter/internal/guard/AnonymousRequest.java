package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.internal.session.Identity;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been let through without a user; the application can require a sign-in. A user whom the container has
 * signed in remains visible; the user of another application that has forwarded the request here does not.
 */
final class AnonymousRequest extends HttpServletRequestWrapper implements OwnRequest {
    private final RequestWrappers requests;

    AnonymousRequest(HttpServletRequest request, RequestWrappers requests) {
        super(request);
        this.requests = requests;
    }

    @Override
    public RequestWrappers requests() {
        return requests;
    }

    @Override
    public @Nullable Identity identity() {
        return null;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    private boolean hasUserOfAnotherFilter() {
        return SignedInRequest.AUTH_TYPE.equals(super.getAuthType());
    }

    @Override
    public @Nullable String getRemoteUser() {
        return hasUserOfAnotherFilter() ? null : super.getRemoteUser();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return hasUserOfAnotherFilter() ? null : super.getUserPrincipal();
    }

    @Override
    public @Nullable String getAuthType() {
        return hasUserOfAnotherFilter() ? null : super.getAuthType();
    }

    @Override
    public boolean isUserInRole(String role) {
        return !hasUserOfAnotherFilter() && super.isUserInRole(role);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return SignedInUser.ATTRIBUTE.equals(name) ? null : super.getAttribute(name);
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
