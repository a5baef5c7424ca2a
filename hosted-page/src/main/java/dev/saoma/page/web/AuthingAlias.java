package dev.saoma.page.web;

import dev.saoma.page.http.CrossOrigin;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** An address of Authing's that does what one of ours does. */
final class AuthingAlias implements Endpoint {
    private final String path;
    private final Endpoint ours;

    AuthingAlias(String path, Endpoint ours) {
        this.path = path;
        this.ours = ours;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Budget budget() {
        return ours.budget();
    }

    @Override
    public Set<String> methods() {
        return ours.methods();
    }

    @Override
    public CrossOrigin crossOrigin() {
        return ours.crossOrigin() == CrossOrigin.NOBODY ? CrossOrigin.NOBODY : CrossOrigin.AUTHING_SDK;
    }

    @Override
    public ErrorStyle errorStyle() {
        return ours.errorStyle();
    }

    @Override
    public boolean inPopupChain() {
        return ours.inPopupChain();
    }

    @Override
    public Optional<PageResponse> tooMany(PageRequest ask, HttpError refusal) {
        return ours.tooMany(ask, refusal);
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        return ours.answer(ask);
    }
}
