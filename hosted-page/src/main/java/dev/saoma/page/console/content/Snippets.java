package dev.saoma.page.console.content;

import dev.saoma.page.settings.Application;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Code snippets to paste into an application, filled in for it: one kind for each way of integration. */
public final class Snippets {
    private static final String FILTER_CALLBACK = "/saoma/callback";

    private Snippets() {}

    /** The kinds of snippets, in the order of the tabs. */
    public enum Kind {
        /** The servlet filter, configured by {@code web.xml}. */
        WEB_XML,
        /** The servlet filter, configured by {@code saoma.properties}. */
        PROPERTIES,
        /** The browser SDK. */
        HTML,
        /** Any OpenID Connect library. */
        LIBRARY;

        /** Returns the code used in URLs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Finds the kind with that code, otherwise the one that fits the application. */
        public static Kind of(String code, Application application) {
            for (Kind kind : values()) {
                if (kind.code().equals(code)) {
                    return kind;
                }
            }
            if (!application.origins().isEmpty()) {
                return HTML;
            }
            boolean filter = application.redirectUris().stream().anyMatch(uri -> uri.endsWith(FILTER_CALLBACK));
            return filter ? WEB_XML : LIBRARY;
        }
    }

    /** Returns the environment variable that the snippets read the secret from. */
    public static String variable(String clientId) {
        return clientId.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_SECRET";
    }

    /** Returns the text to paste; empty if the kind does not fit the application. */
    public static String text(Kind kind, URI issuer, Application application) {
        return switch (kind) {
            case WEB_XML -> webXml(filter(issuer, application));
            case PROPERTIES -> properties(filter(issuer, application));
            case HTML -> application.origins().isEmpty() ? "" : html(issuer, application);
            case LIBRARY -> "";
        };
    }

    private static Map<String, String> filter(URI issuer, Application application) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("issuer", issuer.toString());
        settings.put("clientId", application.clientId());
        if (application.secret().isPresent()) {
            settings.put("clientSecret", "${env:" + variable(application.clientId()) + "}");
        }
        settings.put("appUrl", appUrl(application));
        return settings;
    }

    private static String appUrl(Application application) {
        String first = application.redirectUris().isEmpty()
                ? application.homeUri().toString()
                : application.redirectUris().get(0);
        String base = first.endsWith(FILTER_CALLBACK)
                ? first.substring(0, first.length() - FILTER_CALLBACK.length())
                : URI.create(first).resolve("/").toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static String webXml(Map<String, String> settings) {
        StringBuilder text = new StringBuilder("""
                <filter>
                  <filter-name>saoma</filter-name>
                  <filter-class>dev.saoma.filter.LoginFilter</filter-class>
                  <async-supported>true</async-supported>
                """);
        settings.forEach((name, value) -> text.append("  <init-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</param-value></init-param>\n"));
        return text.append("""
                </filter>
                <filter-mapping>
                  <filter-name>saoma</filter-name>
                  <url-pattern>/*</url-pattern>
                </filter-mapping>
                """).toString();
    }

    private static String properties(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    private static String html(URI issuer, Application application) {
        return """
                <button id="sign-in">微信登录</button>
                <p id="status"></p>

                <script type="module">
                  import { AuthenticationClient } from "%1$s/sdk/v1/saoma.js";

                  const authenticationClient = new AuthenticationClient({
                    appId: "%2$s",
                    appHost: "%1$s"
                  });
                  const status = document.querySelector("#status");

                  const onSuccess = user => {
                    status.textContent = user.nickname; // Your back end takes user.token, and verifies it.
                  };
                  const onError = (code, message) => {
                    status.textContent = message;
                  };

                  document.querySelector("#sign-in").addEventListener("click", () =>
                    authenticationClient.social.authorize("wechat:pc", { onSuccess, onError }));

                  // Where no window can be opened, the sign-in goes by redirect and comes back to this page.
                  authenticationClient.social.handleRedirectCallback({ onSuccess, onError });
                </script>
                """.formatted(issuer, application.clientId());
    }

    /** A value that OpenID Connect libraries require. */
    public record Value(String name, String text) {}

    /** Returns the values that any OpenID Connect library requires. */
    public static List<Value> values(URI issuer, Application application) {
        List<Value> values = new ArrayList<>();
        values.add(new Value("issuer", issuer.toString()));
        values.add(new Value("discovery", issuer + "/.well-known/openid-configuration"));
        values.add(new Value("client_id", application.clientId()));
        values.add(
                application.secret().isPresent()
                        ? new Value("client_secret", "${" + variable(application.clientId()) + "}")
                        : new Value("token_endpoint_auth_method", "none"));
        application.redirectUris().forEach(uri -> values.add(new Value("redirect_uri", uri)));
        application.signOut().returnUris().forEach(uri -> values.add(new Value("post_logout_redirect_uri", uri)));
        application
                .signOut()
                .backChannel()
                .ifPresent(uri -> values.add(new Value("backchannel_logout_uri", uri.toString())));
        values.add(new Value("scope", "openid profile"));
        values.add(new Value("response_type", "code"));
        values.add(new Value("code_challenge_method", "S256"));
        values.add(new Value(
                "id_token_signed_response_alg",
                application.rules().idTokenAlgorithm().name()));
        return values;
    }
}
