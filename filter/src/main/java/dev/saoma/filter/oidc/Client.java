package dev.saoma.filter.oidc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How this application is registered at the provider. Immutable; {@link #toString} hides the secret. */
public final class Client {
    private final String id;
    private final @Nullable String secret;
    private final String redirectUri;

    /** @param secret null for a public client */
    public Client(String id, @Nullable String secret, String redirectUri) {
        this.id = Objects.requireNonNull(id, "id");
        this.secret = secret;
        this.redirectUri = Objects.requireNonNull(redirectUri, "redirectUri");
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
