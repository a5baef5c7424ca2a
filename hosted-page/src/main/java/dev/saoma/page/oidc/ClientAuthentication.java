package dev.saoma.page.oidc;

import static dev.saoma.page.oidc.OidcError.Code.INVALID_CLIENT;
import static dev.saoma.page.oidc.OidcError.Code.INVALID_REQUEST;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates the application that sends a request, by {@code client_secret_basic}, {@code client_secret_post}, or
 * {@code none} for public clients, whose proof is PKCE.
 *
 * @see "RFC 6749, 2.3.1; OpenID Connect Core 1.0, 9"
 */
public final class ClientAuthentication {
    private static final Pattern BASIC = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+={0,2}) *");

    private static final String WRONG = "client_id or client_secret is wrong";

    /**
     * A plus sign that is not encoded arrives as a space. The hint is about the secret received and reveals nothing about
     * the right one.
     */
    private static final String WRONG_WITH_SPACE =
            WRONG + "; a + in it must be sent as %2B, in Basic as in a form (RFC 6749, 2.3.1), or it counts as a space";

    private final PoolSettings settings;
    private final Secret nobodys;
    private final Directory directory;
    private final Clock clock;

    /**
     * Creates the authentication of the applications in {@code settings}.
     *
     * @param random generates a decoy that an unknown client's secret is compared with, so that this takes as long as for a
     *     known client
     * @param directory records which of an application's secrets are used
     */
    public ClientAuthentication(PoolSettings settings, RandomText random, Directory directory, Clock clock) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.nobodys = Secret.of(random.token());
        this.directory = directory;
        this.clock = clock;
    }

    private record Credentials(String clientId, Optional<String> secret) {}

    Application authenticate(Parameters form, List<String> authorization) throws OidcError {
        Credentials credentials = credentials(form, authorization);
        Optional<Application> application = settings.application(credentials.clientId());
        Optional<Secret> expected = application.flatMap(Application::secret);
        boolean proven;
        if (application.isPresent() && expected.isEmpty()) {
            proven = credentials.secret().isEmpty(); // A public client has no secret to prove itself with.
        } else {
            String shown = credentials.secret().orElse("");
            boolean same = expected.orElse(nobodys).matches(shown, clock.instant());
            proven = expected.isPresent() && credentials.secret().isPresent() && same;
            if (proven) {
                expected.flatMap(secret -> secret.used(shown, clock.instant()))
                        .ifPresent(id -> directory.secretUsed(credentials.clientId(), id));
            }
        }
        if (!proven) {
            throw new OidcError(
                    INVALID_CLIENT, credentials.secret().orElse("").contains(" ") ? WRONG_WITH_SPACE : WRONG);
        }
        return application.orElseThrow();
    }

    private static Credentials credentials(Parameters form, List<String> authorization) throws OidcError {
        if (authorization.size() > 1) {
            throw new OidcError(INVALID_REQUEST, "more than one Authorization header");
        }
        if (authorization.isEmpty()) {
            String clientId = form.one("client_id")
                    .orElseThrow(() -> new OidcError(INVALID_CLIENT, "client authentication is missing"));
            return new Credentials(clientId, form.one("client_secret"));
        }
        if (form.has("client_secret")) {
            throw new OidcError(INVALID_REQUEST, "client_secret must come in one place, header or body");
        }
        Credentials basic = basic(authorization.get(0));
        if (form.one("client_id").filter(id -> !id.equals(basic.clientId())).isPresent()) {
            throw new OidcError(INVALID_REQUEST, "client_id differs from that in the Authorization header");
        }
        return basic;
    }

    private static Credentials basic(String header) throws OidcError {
        Matcher matcher = BASIC.matcher(header);
        if (!matcher.matches()) {
            throw notBasic();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(matcher.group(1));
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw notBasic();
            }
            return new Credentials(
                    Parameters.decode(pair.substring(0, colon)),
                    Optional.of(Parameters.decode(pair.substring(colon + 1))));
        } catch (IllegalArgumentException | CharacterCodingException | Parameters.Malformed e) {
            throw notBasic();
        }
    }

    private static OidcError notBasic() {
        return new OidcError(
                INVALID_CLIENT,
                "Authorization must be Basic with form-encoded client_id and client_secret (a + in it as %2B, a % as %25)");
    }
}
