package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import java.util.Optional;
import java.util.Set;

/** {@code /login/profile/logout}: the sign-out address of Authing that a site sends the browser to. Ours does it. */
final class AuthingSignOutEndpoint implements Endpoint {
    private final PoolSettings settings;
    private final Addresses addresses;

    AuthingSignOutEndpoint(PoolSettings settings, Addresses addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    @Override
    public String path() {
        return "/login/profile/logout";
    }

    @Override
    public Budget budget() {
        return Budget.DOCUMENTS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        Optional<String> returnTo = ask.query().one("redirect_uri");
        UrlWithParameters url = new UrlWithParameters(addresses.url(Addresses.LOGOUT));
        if (returnTo.isPresent()) {
            Application application = settings.applications().stream()
                    .filter(Application::authingSdk)
                    .filter(a -> a.signOut().returnUris().contains(returnTo.get()))
                    .findFirst()
                    .orElseThrow(
                            () -> new HttpError(
                                    ErrorCode.SIGN_OUT_INVALID,
                                    "redirect_uri must be one of the postLogoutRedirectUris of an application with authingSdk"));
            url.with("client_id", application.clientId()).with("post_logout_redirect_uri", returnTo.get());
        }
        return PageResponse.redirect(url.toUri());
    }
}
