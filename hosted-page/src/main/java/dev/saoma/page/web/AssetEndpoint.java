package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.view.Pages;
import java.util.Set;

/** {@code /assets/…}: style sheet, scripts, logo. Their names change with their content. */
final class AssetEndpoint implements Endpoint {
    private final Pages pages;

    AssetEndpoint(Pages pages) {
        this.pages = pages;
    }

    @Override
    public String path() {
        return Addresses.ASSETS;
    }

    @Override
    public Budget budget() {
        return Budget.DOCUMENTS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD");
    }

    @Override
    public boolean anyHost() {
        return true; // So that the page that says so looks like a page.
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        return pages.asset(ask.path().substring(Addresses.ASSETS.length()))
                .map(asset -> PageResponse.bytes(200, asset.contentType(), asset.bytes())
                        .with("Cache-Control", "public, max-age=31536000, immutable"))
                .orElseThrow(() -> new HttpError(ErrorCode.NOT_FOUND, "no such file, or of another version"));
    }
}
