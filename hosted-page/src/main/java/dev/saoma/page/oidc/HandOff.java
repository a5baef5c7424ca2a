package dev.saoma.page.oidc;

import org.jspecify.annotations.Nullable;

/**
 * A finished sign-in on its way to the application, as it is stored under the fingerprint of its code.
 *
 * @param sid the page session it came from, if there is one
 * @param authTime when the person signed in, in seconds since 1970
 */
record HandOff(
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
        return "HandOff[" + clientId + "]";
    }

    boolean wantsProfile() {
        return scope.contains("profile");
    }
}
