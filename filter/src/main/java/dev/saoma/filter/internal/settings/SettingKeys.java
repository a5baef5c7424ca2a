package dev.saoma.filter.internal.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The names of the settings, as {@link Settings} describes them. */
final class SettingKeys {
    static final String PUBLIC_PATHS = "publicPaths";

    /** All of them. */
    static final List<String> ALL = Collections.unmodifiableList(Arrays.asList(
            "issuer",
            "clientId",
            "clientSecret",
            "appUrl",
            "backChannelUrl",
            "outboundProxy",
            "outboundCa",
            "cookieKey",
            "providerTimeout",
            "clockSkew",
            "path",
            PUBLIC_PATHS,
            "apiPaths",
            "roles",
            "bearerAudiences",
            "keyCache",
            "sessionAttributes",
            "requestAttributes",
            "rolesClaim",
            "claims",
            "scopes",
            "rolesFile",
            "userMapper",
            "signInListener",
            "reportOnly",
            "scrubHeaders",
            "sessionFilters",
            "trustedProxies",
            "doctor",
            "idle",
            "lifetime",
            "keepPost",
            "clearCacheOnSignOut",
            "noStore",
            "backgroundExtendsIdle",
            "passPreflights",
            "logout",
            "logoutReturn",
            "logoutNodes"));
    /** Values that may go over several lines. */
    static final List<String> LISTS = Collections.unmodifiableList(Arrays.asList(
            PUBLIC_PATHS,
            "apiPaths",
            "roles",
            "bearerAudiences",
            "sessionAttributes",
            "requestAttributes",
            "claims",
            "scopes",
            "scrubHeaders",
            "sessionFilters",
            "trustedProxies",
            "doctor",
            "logoutNodes"));

    private SettingKeys() {}
}
