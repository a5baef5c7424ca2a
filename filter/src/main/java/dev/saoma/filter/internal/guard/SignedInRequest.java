package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.internal.session.Identity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request of a signed-in user. Created for every request, so it holds little and builds the principal only on demand.
 */
final class SignedInRequest extends UserRequest {
    static final String AUTH_TYPE = "SAOMA";

    private @Nullable Identity identity;
    private @Nullable Principal principal;

    /** @param attributes of the user, from settings and mapper */
    SignedInRequest(
            HttpServletRequest request, HttpServletResponse response, Identity identity, UserAttributes attributes) {
        super(request, response, attributes);
        this.identity = identity;
        // Error pages and asynchronous dispatches may call a library before this filter, if only code has mapped it.
        this.principal = request.getDispatcherType() == DispatcherType.REQUEST
                ? null
                : principalOfOthers(request, identity, attributes.requests());
    }

    /**
     * Returns the principal that a library of this application shows for this user; null if there is none, or if it is a
     * {@link SignedInUser}. That of another application may be a different user of the same name.
     */
    static @Nullable Principal principalOfOthers(
            HttpServletRequest request, Identity identity, RequestWrappers requests) {
        if (isOfAnotherFilter(request, requests)) {
            return null;
        }
        Principal shown = request.getUserPrincipal();
        return shown != null
                        && !shown.getClass().getName().equals(SignedInUser.class.getName())
                        && identity.name().equals(shown.getName())
                ? shown
                : null;
    }

    @Override
    public boolean isCurrent() {
        return identity != null;
    }

    @Override
    public @Nullable Identity identity() {
        return identity;
    }

    /** Returns the user's subject; null after a sign-out. */
    @Nullable
    String subject() {
        Identity current = identity;
        return current == null ? null : current.subject();
    }

    @Override
    public @Nullable String getRemoteUser() {
        Identity current = identity;
        return current == null ? null : current.name();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        Identity current = identity;
        if (principal == null && current != null) {
            principal = requests().principals().of(current);
        }
        return principal;
    }

    @Override
    @Nullable
    SignedInUser user() {
        Principal shown = getUserPrincipal();
        Identity current = identity;
        if (shown instanceof SignedInUser || current == null) {
            return (SignedInUser) shown;
        }
        return requests().principals().of(current);
    }

    @Override
    public @Nullable String getAuthType() {
        return identity == null ? null : AUTH_TYPE;
    }

    @Override
    public boolean isUserInRole(String role) {
        Identity current = identity;
        return current != null && requests().principals().hasRole(current, role);
    }

    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException {
        return identity != null || requests().ask((HttpServletRequest) getRequest(), response);
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw requests().noPasswords();
    }

    @Override
    public void logout() {
        Identity current = identity;
        if (current != null) {
            requests().signOut(original(), current);
        }
        // A request that is dispatched again is wrapped again: every one of these wrappers must forget the user.
        ServletRequest inner = this;
        while (inner instanceof ServletRequestWrapper) {
            if (inner instanceof SignedInRequest && ((SignedInRequest) inner).requests() == requests()) {
                ((SignedInRequest) inner).forget();
            }
            inner = ((ServletRequestWrapper) inner).getRequest();
        }
    }

    private void forget() {
        identity = null;
        principal = null;
        forgetAttributes();
    }
}
