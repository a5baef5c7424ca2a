package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.model.SandboxApp;
import java.util.Map;

/** WeChat's checks before it shows a QR code, in order: app, link, scope, callback. */
public final class AuthorizationCheck {

    private final Map<String, SandboxApp> apps;

    /** Creates the check for these apps, by app id. */
    public AuthorizationCheck(Map<String, SandboxApp> apps) {
        this.apps = apps;
    }

    /**
     * Returns the authorization that the parameters request.
     *
     * <p>Not checked, as at WeChat: the length of {@code state}, the order of parameters, parameters it does not know, and a
     * missing {@code response_type}, which wxLogin.js never sends.
     */
    Authorization check(Params params) throws RefusedException {
        SandboxApp app = apps.get(params.get("appid"));
        if (app == null) {
            throw new RefusedException("appid 参数错误");
        }
        if (params.has("response_type") && !params.get("response_type").equals("code")) {
            throw new RefusedException("该链接无法访问");
        }
        // An official account has pages of its own. The scope may be a list, but an ordinary site is granted
        // snsapi_login alone.
        if (app.kind() != SandboxApp.Kind.WEBSITE || !params.get("scope").equals("snsapi_login")) {
            throw new RefusedException("Scope 参数错误或没有 Scope 权限");
        }
        String redirectUri = params.get("redirect_uri");
        if (!app.callbackDomain().accepts(redirectUri)) {
            throw new RefusedException("redirect_uri 参数错误");
        }
        return new Authorization(app, redirectUri, CallbackUrl.of(redirectUri, params.raw("state")));
    }

    /** Thrown if WeChat would refuse the request. The message is the text of its error page. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Creates the refusal with that text. */
        public RefusedException(String text) {
            super(text);
        }

        /** Returns the text of WeChat's error page. */
        public String text() {
            return String.valueOf(getMessage());
        }
    }
}
