package dev.saoma.page.compat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user as Authing's SDK reads one. Fields for which there is no data are absent. */
final class AuthingUser {
    private static final String PROVIDER = "wechat:pc";

    private AuthingUser() {}

    static Map<String, Object> of(AuthingToken token, boolean withIdentities) {
        Map<String, @Nullable Object> user = new LinkedHashMap<>();
        user.put("id", token.subject());
        user.put("status", "Activated");
        user.put("emailVerified", false);
        user.put("phoneVerified", false);
        user.put("unionid", token.text("unionid"));
        user.put("openid", token.text("openid"));
        user.put("identities", withIdentities ? List.of(identity(token)) : List.of());
        user.put("nickname", token.text("name"));
        user.put("name", token.text("name"));
        user.put("registerSource", List.of("social:" + PROVIDER));
        user.put("photo", token.text("picture"));
        user.put("token", token.text());
        user.put("tokenExpiredAt", time(token, "exp"));
        user.put("lastLogin", time(token, "auth_time"));
        user.put("blocked", false);
        user.put("isDeleted", false);
        user.values().removeIf(value -> value == null);
        return user;
    }

    private static Map<String, Object> identity(AuthingToken token) {
        Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        identity.put("provider", PROVIDER);
        identity.put("userIdInIdp", token.subject());
        identity.put("userId", token.subject());
        identity.put("openid", token.text("openid"));
        identity.put("isSocial", true);
        identity.values().removeIf(value -> value == null);
        return identity;
    }

    private static String time(AuthingToken token, String claim) {
        return Instant.ofEpochSecond(token.seconds(claim)).toString();
    }
}
