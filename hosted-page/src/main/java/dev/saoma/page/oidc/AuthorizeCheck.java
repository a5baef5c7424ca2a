package dev.saoma.page.oidc;

import dev.saoma.page.settings.Application;

/** One rule about an authorization request whose application and redirect URI are proven. */
@FunctionalInterface
interface AuthorizeCheck {
    /** @throws OidcError if the request breaks the rule; goes back to the application */
    void check(Parameters request, Application application) throws OidcError;
}
