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
 * Settings of the filter. Immutable; made from text, under the names that a {@code web.xml} uses.
 *
 * <table>
 *   <caption>Keys</caption>
 *   <tr><td>issuer</td><td>required; URL of the hosted page or any other OpenID provider</td></tr>
 *   <tr><td>clientId</td><td>required; as registered there</td></tr>
 *   <tr><td>clientSecret</td><td>as registered there; without it the filter is a public client and needs cookieKey</td></tr>
 *   <tr><td>appUrl</td><td>required; public URL of this application with its context path, without a slash at the end</td></tr>
 *   <tr><td>backChannelUrl</td><td>address under which this server reaches the issuer; default the issuer</td></tr>
 *   <tr><td>outboundProxy</td><td>HTTP proxy through which this server reaches the provider; default what the JVM's properties
 * say</td></tr>
 *   <tr><td>outboundCa</td><td>PEM file of authorities that are trusted beside the JVM's</td></tr>
 *   <tr><td>cookieKey</td><td>32 bytes in base64, the same on every node; default derived from clientSecret, which must then
 * have 32 characters that nobody can guess</td></tr>
 *   <tr><td>providerTimeout</td><td>longest that one call to the provider may take; default PT5S, PT1S to PT1M</td></tr>
 *   <tr><td>clockSkew</td><td>how far the provider's clock may be off; default PT1M, at most PT5M</td></tr>
 *   <tr><td>path</td><td>prefix of the filter's own addresses; default /saoma</td></tr>
 *   <tr><td>publicPaths</td><td>servlet URL patterns that need no sign-in, separated by spaces, commas or lines</td></tr>
 *   <tr><td>apiPaths</td><td>patterns that are answered 401 and never redirected</td></tr>
 *   <tr><td>roles</td><td>lines like {@code /admin/* = admin, owner}: who may open what; the most specific pattern decides</td></tr>
 *   <tr><td>bearerAudiences</td><td>clients whose ID tokens are accepted as bearer tokens; default the clientId; none for nobody's</td></tr>
 *   <tr><td>keyCache</td><td>file that keeps the provider's keys over a restart</td></tr>
 *   <tr><td>sessionAttributes</td><td>lines like {@code LOGIN_USER = unionid}: session attributes from claims</td></tr>
 *   <tr><td>requestAttributes</td><td>the same for request attributes</td></tr>
 *   <tr><td>rolesClaim</td><td>claim that lists a user's roles, also one inside of another like realm_access.roles; default
 * roles</td></tr>
 *   <tr><td>claims</td><td>more claims that the application needs; those missing in ID tokens are asked of UserInfo</td></tr>
 *   <tr><td>scopes</td><td>scopes to ask for; default openid profile</td></tr>
 *   <tr><td>rolesFile</td><td>properties file with lines like {@code subject = role, role}; read again when it changes</td></tr>
 *   <tr><td>userMapper</td><td>class of the application that implements {@code dev.saoma.filter.UserMapper}</td></tr>
 *   <tr><td>signInListener</td><td>class of the application that implements {@code dev.saoma.filter.SignInListener}</td></tr>
 *   <tr><td>reportOnly</td><td>true lets everything through and logs what would be refused; default false</td></tr>
 *   <tr><td>scrubHeaders</td><td>headers that the application is not to see, in any spelling</td></tr>
 *   <tr><td>sessionFilters</td><td>names of filters that replace the container's sessions, for the drop-in jar</td></tr>
 *   <tr><td>doctor</td><td>addresses from which the page {@code doctor} may be opened</td></tr>
 *   <tr><td>trustedProxies</td><td>addresses of proxies that are believed when they say whom a request is from</td></tr>
 *   <tr><td>idle</td><td>end of a session without requests; default PT30M. A shorter session timeout of the container wins</td></tr>
 *   <tr><td>keepPost</td><td>true keeps a form that meets an expired session and sends it after the sign-in; default false</td></tr>
 *   <tr><td>clearCacheOnSignOut</td><td>true has browsers throw away their cache of the host at a sign-out; default false</td></tr>
 *   <tr><td>noStore</td><td>true has browsers keep nothing that needs a sign-in; default false</td></tr>
 *   <tr><td>backgroundExtendsIdle</td><td>false lets polls of scripts keep no session alive; default true</td></tr>
 *   <tr><td>passPreflights</td><td>false answers CORS preflights of protected paths 401; default true: the application does</td></tr>
 *   <tr><td>logout</td><td>provider signs out at the provider too, if it offers that; local does not; default provider</td></tr>
 *   <tr><td>logoutReturn</td><td>path inside the application where sign-outs end; default home if public, else a page of ours</td></tr>
 *   <tr><td>logoutNodes</td><td>addresses of the nodes of this application, to be told when the provider ends a session</td></tr>
 *   <tr><td>lifetime</td><td>end of a session however busy; default PT8H, at most P30D</td></tr>
 * </table>
 *
 * A value may hold {@code ${env:NAME}}, {@code ${file:/path}}, {@code ${sys:name}} or {@code ${jndi:name}}.
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
        providerTimeout =
                reader.duration("providerTimeout", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));
        clockSkew = reader.duration("clockSkew", Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(5));
        path = reader.path("path", "/saoma");
        publicPaths = reader.patterns(SettingKeys.PUBLIC_PATHS);
        access = new AccessRules(publicPaths, reader.patternsOrWhole("apiPaths"), new LineReader(text).roles("roles"));
        bearer = new BearerSettings(text, clientId);
        users = new UserSettings(text);
        operations = new OperationsSettings(text);
        lifetime = reader.duration("lifetime", Duration.ofHours(8), Duration.ofMinutes(1), Duration.ofDays(30));
        idle = reader.duration("idle", Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofDays(30));
        if (idle.compareTo(lifetime) > 0) {
            text.mistake("idle", idle + " is longer than lifetime " + lifetime, "lower idle or raise lifetime");
        }
        keepPost = reader.yesOrNo("keepPost", false);
        passPreflights = reader.yesOrNo("passPreflights", true);
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
            // Whoever has one cookie could try guesses on it, as many as he likes.
            SecretStrength.weakness(clientSecret)
                    .ifPresent(weakness -> text.mistake(
                            "clientSecret",
                            weakness + ", too easy to guess to derive the key of the cookies from",
                            fix + "; or register a better secret, made with: openssl rand -hex 32"));
        }
    }

    /**
     * Reads settings whose references point into this process.
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
        return of(new SettingsText(values, SettingKeys.ALL, references));
    }

    /**
     * Reads settings from all the places that they may be in.
     *
     * @throws InvalidSettingsException listing every mistake with its place
     */
    public static Settings of(SettingsSources sources) {
        return of(sources.read(SettingKeys.ALL));
    }

    private static Settings of(SettingsText text) {
        Settings settings = new Settings(text);
        if (!text.mistakes().isEmpty()) {
            throw new InvalidSettingsException(text.mistakes(), text.lookedAt());
        }
        return settings;
    }

    /** All keys. Unmodifiable. */
    public static List<String> keys() {
        return SettingKeys.ALL;
    }

    /** URL of the provider, exactly as written. */
    public String issuer() {
        return issuer;
    }

    /** Name of this application at the provider. */
    public String clientId() {
        return clientId;
    }

    /** Secret of this application at the provider; none for a public client. */
    public Optional<String> clientSecret() {
        return Optional.ofNullable(clientSecret);
    }

    /** Public URL of this application with its context path, without a slash at the end. */
    public String appUrl() {
        return appUrl;
    }

    /** The part of {@link #appUrl} before its path: what browsers send as {@code Origin}. */
    public String appOrigin() {
        return appUrl.substring(0, appUrl.length() - appPath().length());
    }

    /** The path of {@link #appUrl}: empty for a root context. */
    public String appPath() {
        return URI.create(appUrl).getRawPath();
    }

    /** Whether browsers reach the application by https. */
    public boolean secure() {
        return appUrl.startsWith("https:");
    }

    /** Address under which this server reaches the issuer, if it is another one. */
    public Optional<String> backChannelUrl() {
        return Optional.ofNullable(backChannelUrl);
    }

    /** Which way calls to the provider leave. */
    public OutboundSettings outbound() {
        return outbound;
    }

    /** A copy of the key for sealed cookies; none if it is to be derived from the client secret. */
    public Optional<byte[]> cookieKey() {
        return Optional.ofNullable(cookieKey).map(byte[]::clone);
    }

    /** Longest that one call to the provider may take, from connecting to the last byte. From one second to one minute, default five seconds. */
    public Duration providerTimeout() {
        return providerTimeout;
    }

    /** How far the provider's clock may be off. */
    public Duration clockSkew() {
        return clockSkew;
    }

    /** Prefix of the filter's own addresses inside the application, without a slash at the end. */
    public String path() {
        return path;
    }

    /** What needs no sign-in. */
    public PathPatterns publicPaths() {
        return publicPaths;
    }

    /** Who may open what. */
    public AccessRules access() {
        return access;
    }

    /** Which bearer tokens are accepted. */
    public BearerSettings bearer() {
        return bearer;
    }

    /** How the application sees its users. */
    public UserSettings users() {
        return users;
    }

    /** What helps those who run the application. */
    public OperationsSettings operations() {
        return operations;
    }

    /** End of a session without requests. */
    public Duration idle() {
        return idle;
    }

    /** End of a session however busy. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Whether a form that meets an expired session is kept through the sign-in. */
    public boolean keepPost() {
        return keepPost;
    }

    /** Whether CORS preflights of protected paths reach the application. */
    public boolean passPreflights() {
        return passPreflights;
    }

    /** What browsers keep, and what keeps a session alive. */
    public BrowserSettings browser() {
        return browser;
    }

    /** How far a sign-out goes. */
    public LogoutSettings logout() {
        return logout;
    }

    /** For logs: no secret and no key. */
    @Override
    public String toString() {
        return "Settings[issuer=" + issuer + ", clientId=" + clientId + ", appUrl=" + appUrl + ", path=" + path + ", "
                + access + "]";
    }
}
