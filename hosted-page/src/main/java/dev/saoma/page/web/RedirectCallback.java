package dev.saoma.page.web;

import dev.saoma.page.signin.Way;
import java.util.Set;

/** {@code /wechat/callback}: WeChat's page took the place of ours, and the browser goes on to the application. */
final class RedirectCallback implements Endpoint {
    private final Callbacks callbacks;

    RedirectCallback(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public String path() {
        return Addresses.CALLBACK;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET"); // Not HEAD: a look must not use the code up.
    }

    @Override
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public Answer answer(Ask ask) throws Refusal {
        FetchMetadata.requireWindow(ask);
        return callbacks.page(ask, ask.query(), Way.REDIRECT, back -> Answer.redirect(Callbacks.location(back)));
    }
}
