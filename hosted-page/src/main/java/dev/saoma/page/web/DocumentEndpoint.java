package dev.saoma.page.web;

import dev.saoma.page.limit.Budget;
import java.util.Set;
import java.util.function.Supplier;

/** A JSON document that seldom changes: discovery, keys. */
final class DocumentEndpoint implements Endpoint {
    private final String path;
    private final Supplier<Answer> document;

    DocumentEndpoint(String path, Supplier<Answer> document) {
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
    public Answer answer(Ask ask) {
        return document.get().with("Cache-Control", "public, max-age=300");
    }
}
