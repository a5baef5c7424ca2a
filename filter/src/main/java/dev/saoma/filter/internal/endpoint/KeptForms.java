package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.internal.kept.KeptPosts;
import dev.saoma.filter.internal.session.Identity;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.RequestKind;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps forms that were posted without a session through the sign-in, if the setting {@code keepPost} is on. Thread-safe. */
public final class KeptForms {
    private final @Nullable KeptPosts posts;
    private final Addresses addresses;

    /** @param posts null if nothing is kept */
    public KeptForms(@Nullable KeptPosts posts, Addresses addresses) {
        this.posts = posts;
        this.addresses = addresses;
    }

    /** Keeps a form and redirects the browser to sign in; false if the request is not such a form, or keeping is off. */
    public boolean keep(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (posts == null || !isOurs(request) || KeptPosts.isReplay(request)) {
            return false;
        }
        posts.keep(request, response, id -> addresses.login(addresses.resume(id)));
        return true;
    }

    /** Returns the request as the application sees it; null if a response has been written. */
    @Nullable
    public HttpServletRequest open(HttpServletRequest request, HttpServletResponse response, Identity user)
            throws IOException {
        // Error pages and asynchronous dispatches get the request that has been opened already.
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        if (posts == null || !first || !KeptPosts.isReplay(request)) {
            return request;
        }
        return posts.open(request, response, user.subject(), isOurs(request));
    }

    private boolean isOurs(HttpServletRequest request) {
        return Boolean.TRUE.equals(RequestKind.isSameOrigin(request, addresses.origin()));
    }

    /** Sends a kept form, from the page of ours at which the sign-in ended; false if there is no such form. */
    boolean resume(HttpServletRequest request, HttpServletResponse response, @Nullable String id) throws IOException {
        if (posts == null || id == null || !KeptPosts.isId(id)) {
            return false;
        }
        posts.resume(request, response, id);
        return true;
    }

    /** Returns where the sign-in of a kept form ends; empty if the id is not one of ours. */
    Optional<String> waitingFor(@Nullable String id) {
        return id != null && KeptPosts.isId(id) ? Optional.of(addresses.resume(id)) : Optional.empty();
    }

    /** Binds the forms of this browser to the user who has signed in. */
    void signedIn(HttpServletResponse response, String subject) {
        if (posts != null) {
            posts.signedIn(response, subject);
        }
    }
}
