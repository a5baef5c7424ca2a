package dev.saoma.page.http;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.RenderedPage;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Renders pages, each in the language of its request and with a new nonce in the page and its policy. Thread-safe. */
public final class Html {
    private static final int NONCE_CHARS = 22;

    private final Pages pages;
    private final RandomText random;

    /** Creates a renderer of {@code pages}. */
    public Html(Pages pages, RandomText random) {
        this.pages = pages;
        this.random = random;
    }

    /** Renders one kind of page, as the methods of {@link Pages} do. */
    @FunctionalInterface
    public interface View<M> {
        /** Renders the page in that language. */
        RenderedPage render(Pages pages, M model, Locale locale, String nonce);
    }

    /**
     * Returns a page with status 200.
     *
     * @param policy creates the policy from the nonce
     */
    public <M> PageResponse page(Locale locale, View<M> view, M model, Function<String, ContentPolicy> policy) {
        return page(200, locale, view, model, policy);
    }

    /** Returns a page with that status. */
    public <M> PageResponse page(
            int status, Locale locale, View<M> view, M model, Function<String, ContentPolicy> policy) {
        String nonce = nonce(random);
        return PageResponse.html(status, view.render(pages, model, locale, nonce), policy.apply(nonce));
    }

    /** Returns a new nonce of 131 bits for the Content-Security-Policy of one response. */
    public static String nonce(RandomText random) {
        return random.alphanumeric(NONCE_CHARS);
    }

    /** Returns the language for a request without {@code ui_locales}. */
    public Locale locale(PageRequest request) {
        return locale(request, null);
    }

    /** Returns the language for a request whose application requests {@code uiLocales}, if any. */
    public Locale locale(PageRequest request, @Nullable String uiLocales) {
        return Languages.choose(pages, request, uiLocales);
    }
}
