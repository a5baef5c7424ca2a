package dev.saoma.page.signin;

import dev.saoma.page.oidc.SignedInUser;

/** Identifies the person of a WeChat code. */
public interface IdentitySource {
    /**
     * Identifies the person, and uses {@code code} up whatever the result.
     *
     * @param profile whether name and picture are requested
     */
    SignedInUser identify(String code, boolean profile) throws SignInStopped;
}
