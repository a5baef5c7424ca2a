package dev.saoma.page.oidc;

import org.jspecify.annotations.Nullable;

/**
 * What an authorization code stands for, as it is stored under the fingerprint of the code.
 *
 * @param sid the page session it came from, if there is one
 * @param authTime when the person signed in, in seconds since 1970
 */
record AuthorizationCode(
        String clientId,
        String redirectUri,
        @Nullable String codeChallenge,
        @Nullable String nonce,
        String scope,
        long authTime,
        @Nullable String sid,
        SignedInUser user) {
    @Override
    public String toString() {
        return "AuthorizationCode[" + clientId + "]";
    }

    boolean wantsProfile() {
        return scope.contains("profile");
    }
}
