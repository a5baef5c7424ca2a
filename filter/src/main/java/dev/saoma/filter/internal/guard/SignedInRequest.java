package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.internal.session.Identities;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a signed-in user. Made for every request, so it holds little and builds the principal only when asked. */
final class SignedInRequest extends HttpServletRequestWrapper implements OwnRequest {
    static final String AUTH_TYPE = "SAOMA";

    private final HttpServletResponse response;
    private final Requests requests;
    private final boolean further;
    private @Nullable Map<?, ?> identity;
    private @Nullable SignedInUser user;

    SignedInRequest(HttpServletRequest request, HttpServletResponse response, Map<?, ?> identity, Requests requests) {
        super(request);
        this.requests = requests;
        this.response = response;
        this.identity = identity;
        this.further = request.getDispatcherType() != DispatcherType.REQUEST;
    }

    /**
     * What a library shows for this user in place of a {@link SignedInUser}, which another application's filter shows too;
     * null if there is none.
     */
    static @Nullable Principal principalOfOthers(HttpServletRequest request, Map<?, ?> identity) {
        Principal shown = request.getUserPrincipal();
        return shown != null
                        && !shown.getClass().getName().equals(SignedInUser.class.getName())
                        && Identities.name(identity).equals(shown.getName())
                ? shown
                : null;
    }

    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public boolean isCurrent() {
        return identity != null;
    }

    @Override
    public @Nullable Map<?, ?> identity() {
        return identity;
    }

    /** Who has sent it; null after a sign-out. */
    @Nullable
    String subject() {
        Map<?, ?> current = identity;
        return current == null ? null : Identities.subject(current);
    }

    @Override
    public @Nullable String getRemoteUser() {
        Map<?, ?> current = identity;
        return current == null ? null : Identities.name(current);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        Map<?, ?> current = identity;
        // Error pages and asynchronous dispatches may call a library before this filter, if only code has mapped it.
        Principal others =
                further && current != null ? principalOfOthers((HttpServletRequest) getRequest(), current) : null;
        return others == null ? user() : others;
    }

    private @Nullable SignedInUser user() {
        Map<?, ?> current = identity;
        if (user == null && current != null) {
            user = requests.identities().user(current);
        }
        return user;
    }

    @Override
    public @Nullable String getAuthType() {
        return identity == null ? null : AUTH_TYPE;
    }

    @Override
    public boolean isUserInRole(String role) {
        Map<?, ?> current = identity;
        return current != null && requests.identities().hasRole(current, role);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return SignedInUser.ATTRIBUTE.equals(name) ? user() : super.getAttribute(name);
    }

    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException {
        return identity != null || requests.ask((HttpServletRequest) getRequest(), response);
    }

    @Override
    public void login(String username, String password) throws ServletException {
        throw requests.noPasswords();
    }

    @Override
    public void logout() {
        Map<?, ?> current = identity;
        if (current != null) {
            requests.signOut(original(), current);
        }
        // A request that is dispatched again is wrapped again: none of them knows the user any more.
        ServletRequest inner = this;
        while (inner instanceof ServletRequestWrapper) {
            if (inner instanceof SignedInRequest && ((SignedInRequest) inner).requests == requests) {
                ((SignedInRequest) inner).forget();
            }
            inner = ((ServletRequestWrapper) inner).getRequest();
        }
    }

    private void forget() {
        identity = null;
        user = null;
    }

    // The plain one gives the application's thread the container's request, which knows no user.
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        return AsyncDispatch.dispatcher(this, path, super.getRequestDispatcher(path));
    }
}
