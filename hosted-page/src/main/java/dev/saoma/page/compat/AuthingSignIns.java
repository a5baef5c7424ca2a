package dev.saoma.page.compat;

import com.google.gson.Gson;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.IdTokens.IssuedIdToken;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins that {@code social.authorize("wechat:pc")} of {@code authing-js-sdk} begins in a window of its own. Each is an
 * ordinary sign-in of the application, whose code is bound by PKCE. The page itself holds the verifier, sealed into
 * {@code state}, and redeems the code, because the SDK expects the token. Thread-safe.
 */
public final class AuthingSignIns {
    private static final String PURPOSE = "authing sign-in";
    /** Longer than an application waits, however often the user starts again. */
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final PoolSettings settings;
    private final SealedRecords<Kept> sealed;
    private final TokenRequests tokenRequests;
    private final RandomText random;
    private final Clock clock;
    private final Gson gson = new Gson();

    /** Creates the sign-ins of the applications in {@code settings}. */
    public AuthingSignIns(
            PoolSettings settings, Sealer sealer, TokenRequests tokenRequests, RandomText random, Clock clock) {
        this.settings = settings;
        this.sealed = new SealedRecords<>(sealer, Kept.class);
        this.tokenRequests = tokenRequests;
        this.random = random;
        this.clock = clock;
    }

    /**
     * What {@code state} contains.
     *
     * @param origin origin of the page that opened the window, if its browser sent it
     */
    private record Kept(
            String appId, String verifier, @Nullable String origin, boolean identities) {}

    /**
     * The message to the opener.
     *
     * @param origins the origins that the opener may have; the browser delivers the message to no other page
     * @param json the message as JSON
     * @param good whether the user signed in
     */
    public record Message(List<String> origins, String json, boolean good) {
        @Override
        public String toString() {
            return "Message[…]";
        }
    }

    /** Returns the application that the window is for. */
    public Application application(Parameters query) throws AuthingException {
        return query.one("app_id")
                .flatMap(this::application)
                .orElseThrow(() -> new AuthingException(AuthingCode.APP_UNKNOWN));
    }

    /**
     * Returns the authorization request at {@code endpoint} that signs the user in.
     *
     * @param opener origin of the page that opened the window, one of the application's; null if its browser hides it
     */
    public URI begin(String endpoint, Application application, Parameters query, @Nullable String opener) {
        String verifier = random.token();
        boolean identities = query.one("with_identities").filter("1"::equals).isPresent();
        Kept kept = new Kept(application.clientId(), verifier, opener, identities);
        return new UrlWithParameters(endpoint)
                .with("client_id", application.clientId())
                .with("redirect_uri", redirectUri(application, opener))
                .with("response_type", "code")
                .with("response_mode", ResponseMode.AUTHING_MESSAGE.wireName())
                .with("scope", "openid profile")
                .with("state", sealed.seal(PURPOSE, kept, clock.instant().plus(LIFETIME)))
                .with("nonce", random.token())
                .with("code_challenge", Fingerprint.of(verifier))
                .with("code_challenge_method", "S256")
                .toUri();
    }

    /** The browser is not redirected to this URI: the login page shows its host as that of the site. */
    private static String redirectUri(Application application, @Nullable String opener) {
        return application.redirectUris().stream()
                .filter(uri -> Origin.of(URI.create(uri)).equals(opener))
                .findFirst()
                .orElse(application.redirectUris().get(0));
    }

    /** Returns the message with the result; empty if the sign-in did not begin with {@link #begin}. */
    public Optional<Message> end(AuthorizeResponse response, boolean inEnglish) {
        String state = response.parameters().getOrDefault("state", "");
        return sealed.open(PURPOSE, state).flatMap(kept -> {
            Optional<Application> application = application(kept.appId());
            return application.map(app -> {
                try {
                    return success(app, kept, token(app, response, kept), inEnglish);
                } catch (AuthingException e) {
                    return failure(app, kept.origin(), e, inEnglish);
                }
            });
        });
    }

    private Optional<Application> application(String appId) {
        return settings.application(appId).filter(Application::authingSdk);
    }

    private AuthingToken token(Application application, AuthorizeResponse response, Kept kept) throws AuthingException {
        if (!response.parameters().containsKey("code")) {
            throw new AuthingException(meaning(response.parameters().get("error")));
        }
        try {
            IssuedIdToken issued = tokenRequests.redeem(application, response, kept.verifier());
            return new AuthingToken(issued.text(), issued.claims(), application);
        } catch (OidcError e) {
            throw new AuthingException(AuthingCode.REFUSED);
        }
    }

    private static AuthingCode meaning(@Nullable String error) {
        return switch (String.valueOf(error)) {
            case "access_denied" -> AuthingCode.DECLINED;
            case "login_required" -> AuthingCode.NOT_SIGNED_IN;
            case "server_error", "temporarily_unavailable" -> AuthingCode.SERVER_BUSY;
            default -> AuthingCode.REFUSED;
        };
    }

    private Message success(Application application, Kept kept, AuthingToken token, boolean inEnglish) {
        Map<String, Object> user = AuthingUser.of(token, kept.identities());
        String text = inEnglish ? "Signed in" : "登录成功";
        return new Message(origins(application, kept.origin()), json(200, text, user), true);
    }

    /** Returns the message that reports an error. */
    public Message failure(Application application, @Nullable String opener, AuthingException e, boolean inEnglish) {
        return new Message(origins(application, opener), json(e.code().number(), e.text(inEnglish), null), false);
    }

    private static List<String> origins(Application application, @Nullable String opener) {
        return opener != null && application.origins().contains(opener)
                ? List.of(opener)
                : List.copyOf(new TreeSet<>(application.origins()));
    }

    private String json(int code, String text, @Nullable Map<String, Object> user) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("code", code);
        message.put("message", text);
        if (user != null) {
            message.put("data", user);
        }
        message.put("event", Map.of("source", "authing", "eventType", "socialLogin"));
        return gson.toJson(message);
    }
}
