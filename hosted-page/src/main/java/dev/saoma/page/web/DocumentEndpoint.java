package dev.saoma.page.web;

import java.util.Set;

/** A JSON document that stays the same while we run: discovery, keys. */
final class DocumentEndpoint implements Endpoint {
    private final String path;
    private final Answer answer;

    DocumentEndpoint(String path, Answer document) {
        this.path = path;
        this.answer = document.with("Cache-Control", "public, max-age=300");
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD");
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.OAUTH;
    }

    @Override
    public Answer answer(Ask ask) {
        return answer;
    }
}
