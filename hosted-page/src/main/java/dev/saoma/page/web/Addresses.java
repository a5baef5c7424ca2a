package dev.saoma.page.web;

import dev.saoma.page.settings.Origin;
import dev.saoma.page.signin.Way;
import java.net.URI;

/** Where everything is, relative to the issuer, and as whole URLs. */
final class Addresses {
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String AUTHORIZE = "/authorize";
    static final String TOKEN = "/token";
    static final String USERINFO = "/userinfo";
    static final String INTROSPECT = "/introspect";
    static final String REVOKE = "/revoke";
    static final String JWKS = "/jwks";
    static final String CALLBACK = "/wechat/callback";
    static final String FRAME_CALLBACK = "/wechat/callback/frame";
    static final String POPUP_CALLBACK = "/wechat/callback/popup";
    static final String IN_WECHAT_CALLBACK = "/wechat/callback/in-wechat";
    static final String EMBED = "/embed";
    static final String EMBED_CALLBACK = "/wechat/callback/embed/";
    static final String EMBED_FINISH = "/embed/finish";
    static final String CONTINUE = "/sign-in/continue";
    static final String FINISH = "/sign-in/finish";
    static final String WAITING = "/sign-in/waiting";
    static final String FORM_POST = "/sign-in/post";
    static final String SDK = "/sdk/v1/";
    static final String SDK_DONE = SDK + "done";
    static final String SDK_SILENT = SDK + "silent";
    static final String SDK_WINDOW = SDK + "window";
    static final String SDK_STATUS = SDK + "status";
    static final String AUTHING_SOCIAL = "/connections/social/";
    static final String AUTHING_DONE = "/connections/done";
    static final String LOGOUT = "/logout";
    static final String LOGOUT_CONFIRM = "/logout/confirm";
    static final String INVITATION = "/invite";
    static final String ASSETS = "/assets/";
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private final URI issuer;

    Addresses(URI issuer) {
        this.issuer = issuer;
    }

    String url(String path) {
        return issuer + path;
    }

    URI callback(Way way) {
        return URI.create(url(
                switch (way) {
                    case FRAME -> FRAME_CALLBACK;
                    case POPUP -> POPUP_CALLBACK;
                    case REDIRECT -> CALLBACK;
                    case IN_WECHAT -> IN_WECHAT_CALLBACK;
                    case SESSION -> CONTINUE;
                }));
    }

    /** Scheme, host and port, as browsers write it. */
    static String origin(URI uri) {
        return Origin.of(uri);
    }
}
