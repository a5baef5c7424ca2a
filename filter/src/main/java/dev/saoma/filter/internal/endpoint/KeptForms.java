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

/** Forms that met no session, on their way through the sign-in, where the setting {@code keepPost} is on. Thread-safe. */
public final class KeptForms {
    private final @Nullable KeptPosts posts;
    private final Addresses addresses;

    /** @param posts null if nothing is kept */
    public KeptForms(@Nullable KeptPosts posts, Addresses addresses) {
        this.posts = posts;
        this.addresses = addresses;
    }

    /** Keeps a form and sends the browser to sign in; false if it is none of ours, or nothing is to be kept. */
    public boolean keep(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (posts == null || !isOurs(request) || KeptPosts.isReplay(request)) {
            return false;
        }
        posts.keep(request, response, id -> addresses.login(addresses.resume(id)));
        return true;
    }

    /** The request as the application is to see it; null if it has been answered. */
    @Nullable
    public HttpServletRequest open(HttpServletRequest request, HttpServletResponse response, Identity user)
            throws IOException {
        // Error pages and asynchronous work are dispatched with the request that was opened already.
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        if (posts == null || !first || !KeptPosts.isReplay(request)) {
            return request;
        }
        return posts.open(request, response, user.subject(), isOurs(request));
    }

    private boolean isOurs(HttpServletRequest request) {
        return Boolean.TRUE.equals(RequestKind.isSameOrigin(request, addresses.origin()));
    }

    /** Sends a kept form, from the page of ours that the sign-in has led back to; false if there is no such form. */
    boolean resume(HttpServletRequest request, HttpServletResponse response, @Nullable String id) throws IOException {
        if (posts == null || id == null || !KeptPosts.isId(id)) {
            return false;
        }
        posts.resume(request, response, id);
        return true;
    }

    /** Where a sign-in ends that a kept form waits for; nothing if that is no id of one. */
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
