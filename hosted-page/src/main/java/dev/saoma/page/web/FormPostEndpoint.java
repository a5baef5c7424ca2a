package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.view.FormPostPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.RenderedPage;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** {@code /sign-in/post}: has the browser post the response to an application that wants it so. */
final class FormPostEndpoint implements Endpoint {
    private final SealedResponses formPosts;
    private final Pages pages;
    private final Nonces nonces;

    FormPostEndpoint(SealedResponses formPosts, Pages pages, Nonces nonces) {
        this.formPosts = formPosts;
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.FORM_POST;
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
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        SealedResponses.Response response = ResponseQuery.open(ask, formPosts);
        URI target = URI.create(response.redirectUri());
        Locale locale = Languages.choose(pages, ask, null);
        String nonce = nonces.nonce();
        RenderedPage html = pages.formPost(new FormPostPage(target, response.parameters()), locale, nonce);
        return PageResponse.html(200, html, ContentPolicy.formPost(nonce, Addresses.origin(target)));
    }
}
