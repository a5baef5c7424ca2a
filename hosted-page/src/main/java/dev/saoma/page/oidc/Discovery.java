package dev.saoma.page.oidc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the provider's metadata document. Its endpoints are fixed paths, appended to the issuer.
 *
 * @see "OpenID Connect Discovery 1.0, 3; RFC 8414; RFC 9207, 3"
 */
public final class Discovery {
    private static final List<String> SECRETS = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> SECRETS_OR_NONE = List.of("client_secret_basic", "client_secret_post", "none");

    private Discovery() {}

    /** Returns the metadata of {@code issuer}, whose pages exist in {@code languages}. */
    public static Map<String, Object> document(String issuer, List<String> languages) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", issuer + "/authorize");
        document.put("token_endpoint", issuer + "/token");
        document.put("userinfo_endpoint", issuer + "/userinfo");
        document.put("jwks_uri", issuer + "/jwks");
        document.put("introspection_endpoint", issuer + "/introspect");
        document.put("introspection_endpoint_auth_methods_supported", SECRETS);
        document.put("revocation_endpoint", issuer + "/revoke");
        document.put("revocation_endpoint_auth_methods_supported", SECRETS_OR_NONE);
        document.put("end_session_endpoint", issuer + "/logout");
        document.put("backchannel_logout_supported", true);
        document.put("backchannel_logout_session_supported", true);
        document.put("scopes_supported", List.of("openid", "profile"));
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query", "fragment", "form_post", "web_message"));
        document.put("grant_types_supported", List.of("authorization_code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"));
        document.put("token_endpoint_auth_methods_supported", SECRETS_OR_NONE);
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("authorization_response_iss_parameter_supported", true);
        document.put(
                "claims_supported",
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "nonce",
                        "at_hash",
                        "sid",
                        "name",
                        "picture",
                        "openid",
                        "unionid",
                        "roles"));
        document.put("display_values_supported", List.of("page", "popup"));
        document.put("prompt_values_supported", List.of("none", "login", "select_account"));
        document.put("ui_locales_supported", languages);
        document.put("claims_parameter_supported", false);
        document.put("request_parameter_supported", false);
        document.put("request_uri_parameter_supported", false);
        return document;
    }
}
