package dev.saoma.page.web;

import java.io.IOException;
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
    public Answer answer(Ask ask) throws Refusal, IOException {
        return ours.answer(ask);
    }
}
