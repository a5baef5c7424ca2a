package dev.saoma.page.signin;

import dev.saoma.page.oidc.SignedInUser;

/** Identifies the person of a WeChat code. */
public interface IdentitySource {
    /**
     * Identifies the person.
     *
     * @param profile whether name and picture are requested
     * @throws SignInStopped if {@code code} identifies no user; states whether the code is used up
     */
    SignedInUser identify(String code, boolean profile) throws SignInStopped;
}
