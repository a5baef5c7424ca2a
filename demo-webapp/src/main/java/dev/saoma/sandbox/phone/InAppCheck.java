package dev.saoma.sandbox.phone;

import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.qr.Authorization;
import dev.saoma.sandbox.qr.AuthorizationCheck.RefusedException;
import dev.saoma.sandbox.qr.CallbackUrl;
import dev.saoma.sandbox.sns.Scope;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * WeChat's checks of an authorization request of an official account. The error numbers are those observed; only the texts of
 * 10003 and 10005 and the one about {@code state} are known.
 */
public final class InAppCheck {
    private static final List<String> ORDER = List.of("appid", "redirect_uri", "response_type", "scope", "state");
    private static final Pattern STATE = Pattern.compile("[a-zA-Z0-9]*");
    private static final int MAX_STATE_CHARS = 128;

    private final Map<String, SandboxApp> apps;

    /** Creates the check for these apps, by app id. */
    public InAppCheck(Map<String, SandboxApp> apps) {
        this.apps = apps;
    }

    /** Returns the authorization that the parameters request. */
    Authorization check(Params params) throws RefusedException {
        if (!params.has("appid")) {
            throw new RefusedException("appid 不能为空，错误码：10012");
        }
        SandboxApp account = apps.get(params.get("appid"));
        if (account == null) {
            throw new RefusedException("appid 参数错误");
        }
        // Here, unlike for QR codes, the order of the parameters matters.
        if (!params.names().stream().filter(ORDER::contains).toList().equals(inOrder(params))) {
            throw new RefusedException("Scope 参数错误或没有 Scope 权限");
        }
        if (!params.get("response_type").equals("code")) {
            throw new RefusedException("该链接无法访问");
        }
        boolean known = params.get("scope").equals(Scope.BASE.wireName())
                || params.get("scope").equals(Scope.USERINFO.wireName());
        if (account.kind() != SandboxApp.Kind.OFFICIAL_ACCOUNT || !known) {
            throw new RefusedException("该公众号没有这些 scope 的权限，错误码：10005");
        }
        String redirectUri = params.get("redirect_uri");
        if (!account.callbackDomain().accepts(redirectUri)) {
            throw new RefusedException("redirect_uri 域名与后台配置不一致，错误码：10003");
        }
        String state = params.get("state");
        if (state.length() > MAX_STATE_CHARS || !STATE.matcher(state).matches()) {
            throw new RefusedException("state 参数过长");
        }
        return new Authorization(account, redirectUri, CallbackUrl.of(redirectUri, params.raw("state")));
    }

    private static List<String> inOrder(Params params) {
        return ORDER.stream().filter(params.names()::contains).toList();
    }
}
