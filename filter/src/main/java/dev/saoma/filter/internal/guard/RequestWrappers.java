package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignInEvent;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.internal.application.Events;
import dev.saoma.filter.internal.session.Identity;
import dev.saoma.filter.internal.session.Principals;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.web.Addresses;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the requests that the application sees, and implements their sign-in and sign-out methods. Thread-safe. */
public final class RequestWrappers {
    private final Principals principals;
    private final Sessions sessions;
    private final Challenge challenge;
    private final Addresses addresses;
    private final Events events;
    private final Map<String, String> attributes;
    private final UserAttributes none = new UserAttributes(this, Collections.emptyMap());
    private final boolean noStore;
    private final @Nullable ScrubbedHeaders scrubbed;

    /**
     * @param attributes request attributes and the claims that they hold
     * @param noStore whether browsers must not store what requires a sign-in
     * @param scrubbed headers that the application must not see; null for none
     */
    public RequestWrappers(
            Principals principals,
            Sessions sessions,
            Challenge challenge,
            Addresses addresses,
            Events events,
            Map<String, String> attributes,
            boolean noStore,
            @Nullable ScrubbedHeaders scrubbed) {
        this.principals = principals;
        this.sessions = sessions;
        this.challenge = challenge;
        this.addresses = addresses;
        this.events = events;
        this.attributes = attributes;
        this.noStore = noStore;
        this.scrubbed = scrubbed;
    }

    Principals principals() {
        return principals;
    }

    /** Returns the request of a user, with the attributes of the settings and the user mapper. */
    SignedInRequest signedIn(HttpServletRequest request, HttpServletResponse response, Identity identity) {
        return new SignedInRequest(request, response, identity, attributes(identity));
    }

    private UserAttributes attributes(Identity identity) {
        Map<String, @Nullable Object> mapped = identity.attributes();
        if (attributes.isEmpty() && mapped.isEmpty()) {
            return none;
        }
        Map<String, Object> values = new HashMap<>();
        attributes.forEach((name, claim) -> put(values, name, identity.claim(claim)));
        mapped.forEach((name, value) -> put(values, name, value));
        return new UserAttributes(this, values);
    }

    UserAttributes noAttributes() {
        return none;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    HttpServletRequest anonymous(HttpServletRequest request, HttpServletResponse response) {
        return new AnonymousRequest(request, response, none);
    }

    /** Whether browsers must not store what requires a sign-in. */
    boolean noStore() {
        return noStore;
    }

    /** Returns the request without the headers that the application must not see. */
    HttpServletRequest scrubbed(HttpServletRequest request, HttpServletResponse response) {
        return scrubbed == null ? request : scrubbed.outOf(request, response);
    }

    /** Returns the request for the page where a user who is not signed in yet binds an account. */
    HttpServletRequest waiting(HttpServletRequest request, HttpServletResponse response, Identity.Verified user) {
        Map<String, Object> values = new HashMap<>();
        values.put(UserMapper.WAITING_USER, principals.of(user));
        values.put(UserMapper.CONTINUE_URL, addresses.own(Addresses.CONTINUE));
        return new AnonymousRequest(request, response, new UserAttributes(this, values));
    }

    /** Challenges the caller to sign in, as {@code authenticate()} does. */
    boolean ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            throw new IllegalStateException("the answer has begun; call authenticate() before writing");
        }
        challenge.start(request, response);
        return false;
    }

    ServletException noPasswords() {
        return new ServletException(
                "users sign in with WeChat here, not with a name and a password: call authenticate(),"
                        + " or send the browser to " + addresses.own("login"));
    }

    void signOut(HttpServletRequest request, Identity identity) {
        sessions.end(request, identity);
        events.signedOut(request, SignInEvent.Reason.APPLICATION, identity);
    }
}
