package dev.saoma.filter.internal.settings;

import dev.saoma.filter.InvalidSettingsException;
import dev.saoma.filter.internal.web.AccessRules;
import dev.saoma.filter.internal.web.PathPatterns;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the filter. Immutable; read from text, under the names that a {@code web.xml} uses.
 *
 * <p>A value may hold {@code ${env:NAME}}, {@code ${file:/path}}, {@code ${sys:name}} or {@code ${jndi:name}}.
 */
public final class Settings {
    private final String issuer;
    private final String clientId;
    private final @Nullable String clientSecret;
    private final String appUrl;
    private final @Nullable String backChannelUrl;
    private final OutboundSettings outbound;
    private final byte @Nullable [] cookieKey;
    private final Duration providerTimeout;
    private final Duration clockSkew;
    private final String path;
    private final PathPatterns publicPaths;
    private final AccessRules access;
    private final BearerSettings bearer;
    private final UserSettings users;
    private final OperationsSettings operations;
    private final Duration idle;
    private final Duration lifetime;
    private final boolean keepPost;
    private final boolean passPreflights;
    private final LogoutSettings logout;
    private final BrowserSettings browser;

    private Settings(SettingsText text) {
        SettingsReader reader = new SettingsReader(text);
        issuer = reader.url("issuer", reader.required("issuer", "https://login.example.com"), true);
        clientId = reader.required("clientId", "crm, as registered at the hosted page");
        clientSecret = text.optional("clientSecret");
        appUrl = reader.url("appUrl", reader.required("appUrl", "https://www.example.com/crm"), false);
        String backChannel = text.optional("backChannelUrl");
        backChannelUrl = backChannel == null ? null : reader.url("backChannelUrl", backChannel, true);
        outbound = new OutboundSettings(text);
        cookieKey = reader.key("cookieKey", clientSecret);
        providerTimeout = reader.duration(Setting.PROVIDER_TIMEOUT);
        clockSkew = reader.duration(Setting.CLOCK_SKEW);
        path = reader.path(Setting.PATH);
        publicPaths = reader.patterns(Setting.PUBLIC_PATHS.key());
        access = new AccessRules(publicPaths, reader.patternsOrWhole("apiPaths"), new LineReader(text).roles("roles"));
        bearer = new BearerSettings(text, clientId);
        users = new UserSettings(text);
        operations = new OperationsSettings(text);
        lifetime = reader.duration(Setting.LIFETIME);
        idle = reader.duration(Setting.IDLE);
        if (idle.compareTo(lifetime) > 0) {
            text.mistake("idle", idle + " is longer than lifetime " + lifetime, "lower idle or raise lifetime");
        }
        keepPost = reader.yesOrNo(Setting.KEEP_POST);
        passPreflights = reader.yesOrNo(Setting.PASS_PREFLIGHTS);
        logout = new LogoutSettings(text, path);
        browser = new BrowserSettings(text);
        checkKeySource(text);
    }

    private void checkKeySource(SettingsText text) {
        if (cookieKey != null || text.hasMistake("clientSecret") || text.hasMistake("cookieKey")) {
            return;
        }
        String fix = "set cookieKey, made with: openssl rand -hex 32";
        if (clientSecret == null) {
            text.mistake(
                    "clientSecret",
                    "is missing, and so is cookieKey, which a client without a secret needs",
                    "set clientSecret as registered at the provider, or " + fix);
        } else {
            // With one cookie, guesses could be tried offline without limit.
            Optional<String> weakness = SecretStrength.weakness(clientSecret);
            if (weakness.isPresent()) {
                text.mistake(
                        "clientSecret",
                        weakness.get() + ", too easy to guess to derive the key of the cookies from",
                        fix + "; or register a better secret, made with: openssl rand -hex 32");
            }
        }
    }

    /**
     * Reads settings, and resolves references in this process.
     *
     * @throws InvalidSettingsException listing every mistake
     */
    public static Settings of(Map<String, String> values) {
        return of(values, new SystemReferences());
    }

    /**
     * Reads settings.
     *
     * @throws InvalidSettingsException listing every mistake
     */
    public static Settings of(Map<String, String> values, References references) {
        return of(new SettingsText(values, Setting.KEYS, references));
    }

    /**
     * Reads settings from all their sources.
     *
     * @throws InvalidSettingsException listing every mistake with its source
     */
    public static Settings of(SettingsSources sources) {
        return of(sources.read(Setting.KEYS));
    }

    private static Settings of(SettingsText text) {
        Settings settings = new Settings(text);
        if (!text.mistakes().isEmpty()) {
            throw new InvalidSettingsException(text.mistakes(), text.lookedAt());
        }
        return settings;
    }

    /** Returns all keys; unmodifiable. */
    public static List<String> keys() {
        return Setting.KEYS;
    }

    /** Returns the URL of the provider, exactly as written. */
    public String issuer() {
        return issuer;
    }

    /** Returns the client id of this application. */
    public String clientId() {
        return clientId;
    }

    /** Returns the client secret; empty for a public client. */
    public Optional<String> clientSecret() {
        return Optional.ofNullable(clientSecret);
    }

    /** Returns the public URL of this application with its context path, without a slash at the end. */
    public String appUrl() {
        return appUrl;
    }

    /** Returns the origin of {@link #appUrl}, as browsers send it in {@code Origin}. */
    public String appOrigin() {
        return appUrl.substring(0, appUrl.length() - appPath().length());
    }

    /** Returns the path of {@link #appUrl}; empty for a root context. */
    public String appPath() {
        return URI.create(appUrl).getRawPath();
    }

    /** Whether browsers reach the application by https. */
    public boolean secure() {
        return appUrl.startsWith("https:");
    }

    /** Returns the address under which this server reaches the issuer, if it is another one. */
    public Optional<String> backChannelUrl() {
        return Optional.ofNullable(backChannelUrl);
    }

    /** Returns the settings of calls to the provider. */
    public OutboundSettings outbound() {
        return outbound;
    }

    /** Returns a copy of the key for sealed cookies; empty if it is derived from the client secret. */
    public Optional<byte[]> cookieKey() {
        return Optional.ofNullable(cookieKey).map(byte[]::clone);
    }

    /**
     * Returns the deadline of one call to the provider, from connecting to the last byte: one second to one minute, default
     * five seconds.
     */
    public Duration providerTimeout() {
        return providerTimeout;
    }

    /** Returns the allowed difference from the provider's clock. */
    public Duration clockSkew() {
        return clockSkew;
    }

    /** Returns the prefix of the filter's own addresses inside the application, without a slash at the end. */
    public String path() {
        return path;
    }

    /** Returns the paths that need no sign-in. */
    public PathPatterns publicPaths() {
        return publicPaths;
    }

    /** Returns the access rules of paths. */
    public AccessRules access() {
        return access;
    }

    /** Returns the settings of bearer tokens. */
    public BearerSettings bearer() {
        return bearer;
    }

    /** Returns the settings of users, as the application sees them. */
    public UserSettings users() {
        return users;
    }

    /** Returns the settings for operators. */
    public OperationsSettings operations() {
        return operations;
    }

    /** Returns the idle timeout of a session. */
    public Duration idle() {
        return idle;
    }

    /** Returns the longest lifetime of a session. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Whether a form that is posted after the session expired is kept through the sign-in. */
    public boolean keepPost() {
        return keepPost;
    }

    /** Whether CORS preflights of protected paths reach the application. */
    public boolean passPreflights() {
        return passPreflights;
    }

    /** Returns the settings of browser caches, and of requests that keep a session alive. */
    public BrowserSettings browser() {
        return browser;
    }

    /** Returns the settings of sign-outs. */
    public LogoutSettings logout() {
        return logout;
    }

    /** Returns the settings for logs, without secrets and keys. */
    @Override
    public String toString() {
        return "Settings[issuer=" + issuer + ", clientId=" + clientId + ", appUrl=" + appUrl + ", path=" + path + ", "
                + access + "]";
    }
}
