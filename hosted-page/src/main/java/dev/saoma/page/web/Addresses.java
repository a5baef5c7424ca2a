package dev.saoma.page.web;

import dev.saoma.page.settings.Origin;
import dev.saoma.page.signin.SignInMethod;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The addresses that our pages and redirects lead to; {@link Routes} says what each allows. Thread-safe. */
public final class Addresses {
    public static final String AUTHORIZE = "/authorize";
    public static final String FORM_POST = "/sign-in/post";
    public static final String SDK_DONE = "/sdk/v1/done";
    public static final String LOGOUT = "/logout";
    static final String CALLBACK = "/wechat/callback";
    static final String FRAME_CALLBACK = "/wechat/callback/frame";
    static final String POPUP_CALLBACK = "/wechat/callback/popup";
    static final String IN_WECHAT_CALLBACK = "/wechat/callback/in-wechat";
    static final String EMBED_CALLBACK = "/wechat/callback/embed/";
    static final String EMBED_FINISH = "/embed/finish";
    static final String CONTINUE = "/sign-in/continue";
    static final String FINISH = "/sign-in/finish";
    static final String WAITING = "/sign-in/waiting";
    static final String LOGOUT_CONFIRM = "/logout/confirm";
    static final String INVITATION = "/invite";
    static final String SDK = "/sdk/v1/";
    static final String ASSETS = "/assets/";

    private final URI issuer;
    private final Map<String, URI> uris = new ConcurrentHashMap<>();

    /** Creates the addresses below {@code issuer}. */
    public Addresses(URI issuer) {
        this.issuer = issuer;
    }

    /** Returns the URL of a path. Cached: there are few paths, the constants and the frame's callback of each application. */
    public URI uri(String path) {
        return uris.computeIfAbsent(path, known -> URI.create(issuer + known));
    }

    /** Returns the origin of the page, as browsers send it. */
    public String origin() {
        return Origin.of(issuer);
    }

    URI callback(SignInMethod method) {
        return uri(
                switch (method) {
                    case FRAME -> FRAME_CALLBACK;
                    case POPUP -> POPUP_CALLBACK;
                    case REDIRECT -> CALLBACK;
                    case IN_WECHAT -> IN_WECHAT_CALLBACK;
                    case SESSION -> CONTINUE;
                });
    }
}
