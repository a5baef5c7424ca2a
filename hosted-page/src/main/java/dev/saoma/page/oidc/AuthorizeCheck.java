package dev.saoma.page.oidc;

/** One rule about an authorization request whose application and redirect URI are proven. */
@FunctionalInterface
interface AuthorizeCheck {
    /** @throws OidcError if the request breaks the rule; goes back to the application */
    void check(Parameters request) throws OidcError;
}
