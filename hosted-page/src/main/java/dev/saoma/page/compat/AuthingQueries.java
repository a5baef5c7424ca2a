package dev.saoma.page.compat;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.saoma.page.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /graphql/v2}. Not a GraphQL server: the two documents that the SDK sends for a signed-in user are recognized by
 * name, and the response always has all fields. Thread-safe.
 */
public final class AuthingQueries {
    private static final Pattern OPERATION = Pattern.compile("\\s*+(?:query|mutation)\\s++([A-Za-z]{1,64})\\b");

    private final AuthingApi api;
    private final AuthingTokens tokens;
    private final Gson gson = new Gson();

    /** Creates the queries for the applications of one pool. */
    public AuthingQueries(AuthingApi api, AuthingTokens tokens) {
        this.api = api;
        this.tokens = tokens;
    }

    private record Variables(
            @Nullable String token, @Nullable String id) {}

    private record Request(@Nullable String query, @Nullable Variables variables) {}

    /** Returns the response, with errors in {@code errors} as the SDK reads them. */
    public Map<String, Object> respond(String body, AuthingCaller caller, boolean inEnglish) {
        try {
            Request request = parse(body);
            String operation = operation(request);
            return switch (operation) {
                case "user" -> Map.of("data", Map.of("user", user(request, caller)));
                case "checkLoginStatus" ->
                    Map.of("data", Map.of("checkLoginStatus", status(request, caller, inEnglish)));
                default ->
                    throw new AuthingException(
                            AuthingCode.NOT_OFFERED,
                            operation.equals("refreshToken") ? "refreshToken: sign in again" : "GraphQL");
            };
        } catch (AuthingException e) {
            return errors(e, inEnglish);
        }
    }

    /** Renders an error as the SDK reads it. */
    public static Map<String, Object> errors(AuthingException e, boolean inEnglish) {
        Map<String, Object> message = Map.of("code", e.code().number(), "message", e.text(inEnglish));
        return Map.of("errors", List.of(Map.of("message", message)));
    }

    private Request parse(String body) throws AuthingException {
        try {
            Request request = gson.fromJson(StrictJson.object(body), Request.class);
            if (request != null && request.query() != null) {
                return request;
            }
        } catch (JsonParseException e) {
            // Reported below.
        }
        throw new AuthingException(AuthingCode.BAD_REQUEST, "JSON {query, variables}");
    }

    private static String operation(Request request) {
        Matcher matcher = OPERATION.matcher(String.valueOf(request.query()));
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    private Map<String, Object> user(Request request, AuthingCaller caller) throws AuthingException {
        Map<String, Object> user = api.user(caller);
        Optional<String> id = Optional.ofNullable(request.variables()).map(Variables::id);
        if (id.filter(other -> !other.equals(user.get("id"))).isPresent()) {
            throw new AuthingException(AuthingCode.NOT_OFFERED, "user(id)");
        }
        return user;
    }

    private Map<String, Object> status(Request request, AuthingCaller caller, boolean inEnglish)
            throws AuthingException {
        Optional<String> token = Optional.ofNullable(request.variables())
                .map(Variables::token)
                .filter(text -> !text.isEmpty())
                .or(caller::token);
        Map<String, Object> status = new LinkedHashMap<>();
        try {
            AuthingToken good =
                    tokens.good(token.orElseThrow(() -> new AuthingException(AuthingCode.NOT_SIGNED_IN)), caller);
            status.put("code", 200);
            status.put("message", "OK");
            status.put("status", true);
            status.put("exp", good.seconds("exp"));
            status.put("iat", good.seconds("iat"));
            status.put("data", Map.of("id", good.subject()));
        } catch (AuthingException e) {
            if (e.code() == AuthingCode.APP_UNKNOWN) {
                throw e;
            }
            status.put("code", e.code().number());
            status.put("message", e.text(inEnglish));
            status.put("status", false);
        }
        return status;
    }
}
