package dev.saoma.sandbox.phone;

import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.http.Reply;
import dev.saoma.sandbox.http.Template;
import dev.saoma.sandbox.http.Texts;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.Authorization;
import dev.saoma.sandbox.qr.AuthorizationCheck.RefusedException;
import dev.saoma.sandbox.sns.Grants;
import dev.saoma.sandbox.sns.Scope;
import java.util.List;
import java.util.Locale;

/**
 * {@code /connect/oauth2/authorize}, the authorization endpoint of official accounts inside WeChat. {@code snsapi_base} needs
 * no consent, {@code snsapi_userinfo} asks for it. Without a click by the user it shows a snapshot page, whose consent returns
 * a made-up person.
 *
 * <p>{@code Sec-Fetch-User}, which Chromium and Firefox send, shows whether there was a click.
 */
public final class InAppPages {
    /** The path of the consent page. */
    public static final String QUESTION = "/connect/oauth2/authorize";
    /** The path that its form posts to. */
    public static final String ANSWER = "/connect/oauth2/authorize_reply";

    private static final String DECLINED = "authdeny";

    private final InAppCheck check;
    private final Grants grants;
    private final List<SandboxUser> users;
    private final Template question = Template.load("in-app.html");
    private final Template person = Template.load("in-app-person.html");
    private final Template error = Template.load("qr-error.html");

    /** Creates the pages for these users. */
    public InAppPages(InAppCheck check, Grants grants, List<SandboxUser> users) {
        this.check = check;
        this.grants = grants;
        this.users = users;
    }

    /** Handles a request to one of the two paths. */
    public Reply answer(Call call) {
        if (!call.header("user-agent").toLowerCase(Locale.ROOT).contains("micromessenger")) {
            return refused("请在微信客户端打开链接");
        }
        Params params = call.params();
        try {
            Authorization authorization = check.check(params);
            if (call.path().equals(ANSWER)) {
                return call.isPost() ? replied(authorization, params) : refused("该链接无法访问");
            }
            return params.get("scope").equals(Scope.BASE.wireName())
                    ? goOn(authorization, grants.issueCode(authorization.app(), users.get(0), Scope.BASE))
                    : Reply.html(question(authorization, call));
        } catch (RefusedException e) {
            return refused(e.text());
        }
    }

    private String question(Authorization authorization, Call call) {
        Params params = call.params();
        Texts texts = Texts.choose(params.get("lang"), call.header("accept-language"));
        boolean snapshot = params.get("forceSnapShot").equals("true")
                || !call.header("sec-fetch-user").equals("?1");
        StringBuilder people = new StringBuilder();
        for (SandboxUser user : users) {
            people.append(person.fill(texts)
                    .with("openid", user.openid())
                    .with("nickname", user.nickname())
                    .with("selected", people.isEmpty() ? "selected" : ""));
        }
        return question.fill(texts)
                .with("lang", texts.isEnglish() ? "en" : "zh-CN")
                .with("app", authorization.app().name())
                .with("appid", authorization.app().appId())
                .with("redirectUri", authorization.redirectUri())
                .with("state", params.get("state"))
                .with("snapshot", Boolean.toString(snapshot))
                .with("snapshotHidden", snapshot ? "" : "hidden")
                .with("people", people.toString())
                .toString();
    }

    private Reply replied(Authorization authorization, Params form) {
        if (!form.get("answer").equals("allow")) {
            return goOn(authorization, DECLINED);
        }
        SandboxUser user = users.stream()
                .filter(candidate -> candidate.openid().equals(form.get("user")))
                .findFirst()
                .orElse(users.get(0));
        Scope scope = form.get("snapshot").equals("true") ? Scope.SNAPSHOT : Scope.USERINFO;
        return goOn(authorization, grants.issueCode(authorization.app(), user, scope));
    }

    private static Reply goOn(Authorization authorization, String code) {
        return Reply.seeOther(authorization.callbackUrl().with(code));
    }

    private Reply refused(String text) {
        return Reply.html(error.fill(Texts.chinese()).with("text", text).toString());
    }
}
