package dev.saoma.filter.internal.oidc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The application as an OAuth client, as registered at the provider. Immutable; {@link #toString} hides the secret. */
public final class Client {
    private final String id;
    private final @Nullable String secret;
    private final String redirectUri;
    private final String scope;

    /** Creates a client with the scopes that every provider supports. */
    public Client(String id, @Nullable String secret, String redirectUri) {
        this(id, secret, redirectUri, "openid profile");
    }

    /**
     * @param secret null for a public client
     * @param scope scopes to request, with {@code openid}
     */
    public Client(String id, @Nullable String secret, String redirectUri, String scope) {
        this.id = Objects.requireNonNull(id, "id");
        this.secret = secret;
        this.redirectUri = Objects.requireNonNull(redirectUri, "redirectUri");
        this.scope = Objects.requireNonNull(scope, "scope");
    }

    String scope() {
        return scope;
    }

    String id() {
        return id;
    }

    @Nullable
    String secret() {
        return secret;
    }

    String redirectUri() {
        return redirectUri;
    }

    @Override
    public String toString() {
        return "Client[" + id + ", " + redirectUri + "]";
    }
}
