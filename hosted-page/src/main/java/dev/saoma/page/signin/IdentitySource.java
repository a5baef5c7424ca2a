package dev.saoma.page.signin;

import dev.saoma.page.oidc.SignedInUser;

/** Identifies the person of a WeChat code. */
public interface IdentitySource {
    /**
     * Uses {@code code} up, whatever comes of it.
     *
     * @param profile whether name and picture are wanted
     */
    SignedInUser identify(String code, boolean profile) throws SignInStopped;
}
