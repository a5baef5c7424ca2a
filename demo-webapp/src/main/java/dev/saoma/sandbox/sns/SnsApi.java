package dev.saoma.sandbox.sns;

import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.http.Reply;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.sns.SnsErrors.SnsException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code /sns/*}, which a site's back end calls. As at WeChat: status 200 always, {@code text/plain} without a charset, UTF-8,
 * GET and POST alike, no {@code token_type}, and {@code errcode} on success from {@code /sns/auth} only.
 */
public final class SnsApi {

    /** The unionid that the virtual people of snapshot pages were seen to share. */
    private static final String UNIONID_OF_SNAPSHOTS = "oSaoUsnapshotsnapshotsnapsho";

    private final Map<String, SandboxApp> apps;
    private final Grants grants;
    private final SnsErrors errors;
    private final SnsJournal journal;
    private final SandboxTimings timings;
    private final Clock clock;

    /** Creates the API of these apps, by app id. */
    public SnsApi(
            Map<String, SandboxApp> apps,
            Grants grants,
            SnsErrors errors,
            SnsJournal journal,
            SandboxTimings timings,
            Clock clock) {
        this.apps = apps;
        this.grants = grants;
        this.errors = errors;
        this.journal = journal;
        this.timings = timings;
        this.clock = clock;
    }

    /** @param base of the sandbox, for the picture's address */
    public Reply answer(Call call, URI base) {
        String endpoint = call.path().substring(call.path().lastIndexOf('/') + 1);
        int errcode = 0;
        String body;
        try {
            body = answer(endpoint, call.params(), base);
        } catch (SnsException e) {
            errcode = e.errcode();
            body = errors.body(errcode);
        }
        journal.add(new ApiCall(endpoint, call.method(), call.params().names(), errcode, clock.instant()));
        return Reply.of(200, "text/plain", body);
    }

    private String answer(String endpoint, Params params, URI base) throws SnsException {
        OptionalInt planned = journal.nextFailure(endpoint);
        if (planned.isPresent()) {
            throw new SnsException(planned.getAsInt());
        }
        return switch (endpoint) {
            case "access_token" -> exchange(params);
            case "refresh_token" -> refresh(params);
            case "auth" -> auth(params);
            case "userinfo" -> userinfo(params, base);
            default -> throw new IllegalArgumentException("no such endpoint: " + endpoint);
        };
    }

    private String exchange(Params params) throws SnsException {
        require(params, "appid", 41002);
        require(params, "secret", 41004);
        require(params, "code", 41008);
        requireGrantType(params, "authorization_code");
        SandboxApp app = app(params);
        if (!app.secret().equals(params.get("secret"))) {
            throw new SnsException(40125);
        }
        Grants.Grant grant = grants.redeem(app, params.get("code"));
        SnsJson json = tokens(grant);
        if (grant.scope() == Scope.SNAPSHOT) {
            return json.put("unionid", UNIONID_OF_SNAPSHOTS)
                    .put("is_snapshotuser", 1)
                    .toString();
        }
        String unionid = grant.scope().hasProfile() ? grant.user().unionid() : null;
        return (unionid == null ? json : json.put("unionid", unionid)).toString();
    }

    private String refresh(Params params) throws SnsException {
        require(params, "appid", 41002);
        require(params, "refresh_token", 41003);
        requireGrantType(params, "refresh_token");
        return tokens(grants.refresh(app(params), params.get("refresh_token"))).toString();
    }

    private String auth(Params params) throws SnsException {
        grantOf(params);
        return new SnsJson().put("errcode", 0).put("errmsg", "ok").toString();
    }

    private String userinfo(Params params, URI base) throws SnsException {
        Grants.Grant grant = grantOf(params);
        if (!grant.scope().hasProfile()) {
            throw new SnsException(48001);
        }
        SandboxUser user = grant.user();
        SnsJson json = new SnsJson()
                .put("openid", grant.openid())
                .put("nickname", user.nickname())
                // Since 2021-10-20 WeChat no longer returns sex, language and region.
                .put("sex", 0)
                .put("language", "")
                .put("city", "")
                .put("province", "")
                .put("country", "")
                .put("headimgurl", Avatars.url(base, user))
                .putEmptyArray("privilege");
        String unionid = user.unionid();
        return (unionid == null ? json : json.put("unionid", unionid)).toString();
    }

    private SnsJson tokens(Grants.Grant grant) {
        return new SnsJson()
                .put("access_token", grant.accessToken())
                .put("expires_in", timings.accessTokenLifetime().toSeconds())
                .put("refresh_token", grant.refreshToken())
                .put("openid", grant.openid())
                .put("scope", grant.scope().wireName());
    }

    private Grants.Grant grantOf(Params params) throws SnsException {
        require(params, "access_token", 41001);
        require(params, "openid", 41009);
        Grants.Grant grant = grants.check(params.get("access_token"));
        if (!grant.openid().equals(params.get("openid"))) {
            throw new SnsException(40003);
        }
        return grant;
    }

    private SandboxApp app(Params params) throws SnsException {
        SandboxApp app = apps.get(params.get("appid"));
        if (app == null) {
            throw new SnsException(40013);
        }
        return app;
    }

    private static void require(Params params, String name, int errcode) throws SnsException {
        if (!params.has(name)) {
            throw new SnsException(errcode);
        }
    }

    private static void requireGrantType(Params params, String grantType) throws SnsException {
        if (!params.get("grant_type").equals(grantType)) {
            throw new SnsException(40002);
        }
    }
}
