package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.internal.session.Identity;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been let through without a user; the application can require a sign-in. A user whom the container has
 * signed in remains visible; the user of another application that has forwarded the request here does not, and is not signed
 * out from here.
 */
final class AnonymousRequest extends UserRequest {
    /** @param attributes of a user who waits for an account, if any */
    AnonymousRequest(HttpServletRequest request, HttpServletResponse response, UserAttributes attributes) {
        super(request, response, attributes);
    }

    @Override
    public @Nullable Identity identity() {
        return null;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    @Nullable
    SignedInUser user() {
        return null;
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
    public boolean authenticate(HttpServletResponse response) throws IOException {
        return requests().ask((HttpServletRequest) getRequest(), response);
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw requests().noPasswords();
    }

    @Override
    public void logout() throws ServletException {
        if (!hasUserOfAnotherFilter()) {
            super.logout();
        }
    }
}
