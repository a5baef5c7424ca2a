package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.logout.LogoutRequest;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.settings.Application;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.SignOutPage;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the pages of a sign-out. */
final class SignOutPages {
    private final Pages pages;
    private final Addresses addresses;
    private final Nonces nonces;

    SignOutPages(Pages pages, Addresses addresses, Nonces nonces) {
        this.pages = pages;
        this.addresses = addresses;
        this.nonces = nonces;
    }

    /** Asks whether {@code session} is to end. */
    PageResponse confirm(PageRequest ask, LogoutRequest request, PageSession session) {
        Map<String, String> fields = new LinkedHashMap<>();
        Application application = request.application();
        if (application != null) {
            fields.put("client_id", application.clientId());
        }
        put(fields, "post_logout_redirect_uri", request.returnUri());
        put(fields, "state", request.state());
        put(fields, "ui_locales", request.uiLocales());
        SignOutPage.Question question = new SignOutPage.Question(
                session.user().name(), URI.create(addresses.url(Addresses.LOGOUT_CONFIRM)), fields);
        return show(ask, request, home(request), question);
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Says that it is done, with a link to where the application wants the browser to go. */
    PageResponse done(PageRequest ask, LogoutRequest request) {
        return show(ask, request, request.returnTo().orElse(home(request)), null);
    }

    private static @Nullable URI home(LogoutRequest request) {
        Application application = request.application();
        return application == null ? null : application.homeUri();
    }

    private PageResponse show(
            PageRequest ask, LogoutRequest request, @Nullable URI link, SignOutPage.@Nullable Question question) {
        Application application = request.application();
        SignOutPage model = new SignOutPage(application == null ? null : application.name(), link, question);
        String nonce = nonces.nonce();
        return PageResponse.html(200, pages.signOut(model, locale(ask, request), nonce), ContentPolicy.page(nonce));
    }

    /** Goes on there after a click: not by a redirect, see {@link Callbacks}. */
    PageResponse onward(PageRequest ask, LogoutRequest request, URI location) {
        String nonce = nonces.nonce();
        return PageResponse.html(200, pages.onward(location, locale(ask, request), nonce), ContentPolicy.page(nonce));
    }

    private Locale locale(PageRequest ask, LogoutRequest request) {
        return Languages.choose(pages, ask, request.uiLocales());
    }
}
