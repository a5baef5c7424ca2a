package dev.saoma.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a signed-in user. Made for every request, so it holds little and builds the principal only when asked. */
final class SignedInRequest extends HttpServletRequestWrapper {
    private static final String AUTH_TYPE = "SAOMA";

    private final Sessions sessions;
    private @Nullable Map<?, ?> record;
    private @Nullable SignedInUser user;

    SignedInRequest(HttpServletRequest request, Map<?, ?> record, Sessions sessions) {
        super(request);
        this.record = record;
        this.sessions = sessions;
    }

    @Override
    public @Nullable String getRemoteUser() {
        Map<?, ?> current = record;
        return current == null ? null : Sessions.subject(current);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        Map<?, ?> current = record;
        if (user == null && current != null) {
            user = new SignedInUser(Sessions.claims(current));
        }
        return user;
    }

    @Override
    public @Nullable String getAuthType() {
        return record == null ? null : AUTH_TYPE;
    }

    @Override
    public boolean isUserInRole(String role) {
        Map<?, ?> current = record;
        Object roles = current == null ? null : Sessions.roles(current);
        return roles instanceof Collection ? ((Collection<?>) roles).contains(role) : role.equals(roles);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return SignedInUser.ATTRIBUTE.equals(name) ? getUserPrincipal() : super.getAttribute(name);
    }

    @Override
    public boolean authenticate(HttpServletResponse response) {
        return record != null;
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw new ServletException("users sign in with WeChat here, not with a password");
    }

    @Override
    public void logout() {
        Map<?, ?> current = record;
        if (current != null) {
            sessions.end((HttpServletRequest) getRequest(), current);
        }
        record = null;
        user = null;
    }
}
