package dev.saoma.filter.test;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a code stands for: a user, and the authorization request. */
final class Grant {
    private final TestUser user;
    private final Map<String, String> request;

    Grant(TestUser user, Map<String, String> request) {
        this.user = user;
        this.request = request;
    }

    TestUser user() {
        return user;
    }

    @Nullable
    String nonce() {
        return request.get("nonce");
    }

    /** Whether the token request comes from the client that made the authorization request. */
    boolean fits(Map<String, String> form) {
        String verifier = form.get("code_verifier");
        return verifier != null
                && Tokens.s256(verifier).equals(request.get("code_challenge"))
                && request.get("redirect_uri").equals(form.get("redirect_uri"));
    }
}
