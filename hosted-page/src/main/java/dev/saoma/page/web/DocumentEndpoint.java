package dev.saoma.page.web;

import dev.saoma.page.http.CrossOrigin;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import java.util.Set;
import java.util.function.Supplier;

/** A JSON document that seldom changes: discovery, keys. */
final class DocumentEndpoint implements Endpoint {
    private final String path;
    private final Supplier<PageResponse> document;

    DocumentEndpoint(String path, Supplier<PageResponse> document) {
        this.path = path;
        this.document = document;
    }

    @Override
    public String path() {
        return path;
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
    public CrossOrigin crossOrigin() {
        return CrossOrigin.REGISTERED;
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.OAUTH;
    }

    @Override
    public PageResponse answer(PageRequest ask) {
        return document.get().with("Cache-Control", "public, max-age=300");
    }
}
