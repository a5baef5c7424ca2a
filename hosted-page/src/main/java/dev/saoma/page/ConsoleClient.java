package dev.saoma.page;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.console.state.ConsolePool.Client;
import dev.saoma.page.console.state.ConsolePool.SignedIn;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The console as an application of a pool: it sends the token request that any application sends, but within the process, so
 * that the page need not reach its own public address. The ID token was just issued here, so it is read without being
 * verified.
 */
final class ConsoleClient implements Client {
    private final TokenRequests tokens;

    ConsoleClient(TokenRequests tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<SignedIn> redeem(String code, String verifier, URI redirectUri) {
        String form = Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        ConsoleSettings.CLIENT_ID,
                        "redirect_uri",
                        redirectUri.toString(),
                        "code",
                        code,
                        "code_verifier",
                        verifier)
                .entrySet()
                .stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            Map<String, Object> response = tokens.respond(Parameters.parse(form), List.of());
            return Optional.of(read(String.valueOf(response.get("id_token"))));
        } catch (OidcError | Parameters.Malformed e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Object> test(String challenge, String code, String verifier, URI redirectUri) throws OidcError {
        return tokens.test(challenge, code, verifier, redirectUri.toString());
    }

    private static SignedIn read(String idToken) {
        String json = new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8);
        JsonObject claims = JsonParser.parseString(json).getAsJsonObject();
        return new SignedIn(
                claims.get("sub").getAsString(),
                claims.has("nonce") ? claims.get("nonce").getAsString() : null,
                claims.get("auth_time").getAsLong());
    }
}
