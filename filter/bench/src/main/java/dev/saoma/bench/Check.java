package dev.saoma.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what must hold before anything is measured. */
final class Check {
    private Check() {}

    static void that(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("not so: " + what);
        }
    }

    /** @see "OpenID Connect Core 1.0, 3.1.2.1; RFC 7636, 4.3" */
    static void leadsTo(LocalProvider provider, @Nullable String location) {
        that(location != null && location.startsWith(provider.issuer() + "/authorize?"), "redirect to the provider");
        Map<String, String> query = Urls.query(String.valueOf(location));
        that(query.getOrDefault("state", "").length() >= 10, "state of 10 characters or more");
        that(query.getOrDefault("nonce", "").length() >= 10, "nonce of 10 characters or more");
        that(query.getOrDefault("code_challenge", "").length() == 43, "PKCE challenge");
        that("S256".equals(query.get("code_challenge_method")), "PKCE method S256");
        that(LocalProvider.CLIENT_ID.equals(query.get("client_id")), "client_id");
    }
}
