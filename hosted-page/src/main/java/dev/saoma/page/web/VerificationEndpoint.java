package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import java.util.Set;

/**
 * {@code /MP_verify_….txt}: one of the files by which WeChat learns whose the host is. It asks by http and by https, under
 * the root of the host, and follows no redirect. There is no folder behind it: name and content are settings.
 */
final class VerificationEndpoint implements Endpoint {
    private final String name;
    private final String content;

    VerificationEndpoint(String name, String content) {
        this.name = name;
        this.content = content;
    }

    @Override
    public String path() {
        return "/" + name;
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
    public boolean atRoot() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) {
        return PageResponse.text(200, content);
    }
}
