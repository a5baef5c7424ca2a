package dev.saoma.filter.internal.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the filter: its name, what kind of value it has, its default and its bounds. The tables in docs/filter are
 * generated from it, with the texts of settings_en.properties and settings_zh_CN.properties.
 */
enum Setting {
    ISSUER("issuer", Kind.REQUIRED, null),
    CLIENT_ID("clientId", Kind.REQUIRED, null),
    CLIENT_SECRET("clientSecret", Kind.TEXT, null),
    APP_URL("appUrl", Kind.REQUIRED, null),
    PUBLIC_PATHS("publicPaths", Kind.LIST, null),
    API_PATHS("apiPaths", Kind.LIST, null),
    ROLES("roles", Kind.LIST, null),
    BEARER_AUDIENCES("bearerAudiences", Kind.LIST, null),
    SESSION_ATTRIBUTES("sessionAttributes", Kind.LIST, null),
    REQUEST_ATTRIBUTES("requestAttributes", Kind.LIST, null),
    ROLES_CLAIM("rolesClaim", Kind.TEXT, "roles"),
    CLAIMS("claims", Kind.LIST, null),
    SCOPES("scopes", Kind.LIST, "openid profile"),
    ROLES_FILE("rolesFile", Kind.TEXT, null),
    USER_MAPPER("userMapper", Kind.TEXT, null),
    SIGN_IN_LISTENER("signInListener", Kind.TEXT, null),
    REPORT_ONLY("reportOnly", Kind.SWITCH, "false"),
    SCRUB_HEADERS("scrubHeaders", Kind.LIST, null),
    SESSION_FILTERS("sessionFilters", Kind.LIST, null),
    TRUSTED_PROXIES("trustedProxies", Kind.LIST, null),
    DOCTOR("doctor", Kind.LIST, null),
    KEY_CACHE("keyCache", Kind.TEXT, null),
    PATH("path", Kind.TEXT, "/saoma"),
    IDLE("idle", Kind.DURATION, "PT30M", "PT1M", "P30D"),
    KEEP_POST("keepPost", Kind.SWITCH, "false"),
    CLEAR_CACHE_ON_SIGN_OUT("clearCacheOnSignOut", Kind.SWITCH, "false"),
    NO_STORE("noStore", Kind.SWITCH, "false"),
    BACKGROUND_EXTENDS_IDLE("backgroundExtendsIdle", Kind.SWITCH, "true"),
    PASS_PREFLIGHTS("passPreflights", Kind.SWITCH, "true"),
    LOGOUT("logout", Kind.TEXT, "provider"),
    LOGOUT_RETURN("logoutReturn", Kind.TEXT, null),
    LOGOUT_NODES("logoutNodes", Kind.LIST, null),
    LIFETIME("lifetime", Kind.DURATION, "PT8H", "PT1M", "P30D"),
    BACK_CHANNEL_URL("backChannelUrl", Kind.TEXT, null),
    OUTBOUND_PROXY("outboundProxy", Kind.TEXT, null),
    OUTBOUND_CA("outboundCa", Kind.TEXT, null),
    COOKIE_KEY("cookieKey", Kind.TEXT, null),
    PROVIDER_TIMEOUT("providerTimeout", Kind.DURATION, "PT5S", "PT1S", "PT1M"),
    CLOCK_SKEW("clockSkew", Kind.DURATION, "PT1M", "PT0S", "PT5M");

    /** The format of a value. */
    enum Kind {
        /** There is no default. */
        REQUIRED,
        /** One line. */
        TEXT,
        /** May span several lines. */
        LIST,
        /** {@code true} or {@code false}. */
        SWITCH,
        /** ISO 8601, within bounds. */
        DURATION
    }

    /** The names of all settings, in the order of the documentation; unmodifiable. */
    static final List<String> KEYS;

    private static final Map<String, Setting> BY_KEY = new HashMap<>();

    static {
        List<String> keys = new ArrayList<>();
        for (Setting setting : values()) {
            keys.add(setting.key);
            BY_KEY.put(setting.key, setting);
        }
        KEYS = Collections.unmodifiableList(keys);
    }

    private final String key;
    private final Kind kind;
    private final @Nullable String standard;
    private final @Nullable String from;
    private final @Nullable String to;

    Setting(String key, Kind kind, @Nullable String standard) {
        this(key, kind, standard, null, null);
    }

    Setting(String key, Kind kind, @Nullable String standard, @Nullable String from, @Nullable String to) {
        this.key = key;
        this.kind = kind;
        this.standard = standard;
        this.from = from;
        this.to = to;
    }

    /** Whether that is the name of a setting whose value may span several lines. */
    static boolean isList(String key) {
        Setting setting = BY_KEY.get(key);
        return setting != null && setting.kind == Kind.LIST;
    }

    /** Returns the name, as in {@code web.xml}. */
    String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    /** Returns the default as text; null if there is none, or if it depends on other settings. */
    @Nullable
    String standard() {
        return standard;
    }

    /** Returns the value, or the default if it is null. */
    String orElse(@Nullable String value) {
        return value == null ? Objects.requireNonNull(standard, key) : value;
    }

    /** Returns the shortest allowed duration. */
    Duration from() {
        return Duration.parse(Objects.requireNonNull(from, key));
    }

    /** Returns the longest allowed duration. */
    Duration to() {
        return Duration.parse(Objects.requireNonNull(to, key));
    }
}
