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
 * A request that has been let through without a user: the application can ask for one. A user whom the container has signed
 * in stays; one of another application, which has forwarded the request to this one, is not seen.
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
