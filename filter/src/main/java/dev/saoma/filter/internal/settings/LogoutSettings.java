package dev.saoma.filter.internal.settings;

import dev.saoma.filter.internal.web.ReturnPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of sign-outs. Immutable. */
public final class LogoutSettings {
    private static final String NODES = "logoutNodes";
    private static final String RETURN = "logoutReturn";

    private final boolean atProvider;
    private final @Nullable String returnPath;
    private final List<URI> nodes;

    LogoutSettings(SettingsText text, String ownPath) {
        atProvider = atProvider(text);
        returnPath = returnPath(text, ownPath);
        nodes = nodes(text);
    }

    private static boolean atProvider(SettingsText text) {
        String value = Setting.LOGOUT.orElse(text.optional("logout"));
        if (!value.equals("provider") && !value.equals("local")) {
            text.mistake("logout", "is neither provider nor local", "write local, or leave it out");
        }
        return !"local".equals(value);
    }

    private static @Nullable String returnPath(SettingsText text, String ownPath) {
        String value = text.optional(RETURN);
        if (value == null) {
            return null;
        }
        if (!ReturnPath.isSafe(value)) {
            text.mistake(RETURN, "is not a path inside the application", "write for example /goodbye");
        } else if (value.startsWith(ownPath + "/")) {
            text.mistake(RETURN, "is an address of the filter itself", "write a page of the application");
        }
        return value;
    }

    private static List<URI> nodes(SettingsText text) {
        List<URI> nodes = new ArrayList<>();
        String value = text.optional(NODES);
        int number = 0;
        for (String url : value == null ? new String[0] : value.trim().split("[\\s,]+")) {
            number++;
            URI node = node(url);
            if (node == null) {
                text.mistake(
                        NODES,
                        "entry " + number
                                + (isWithoutHost(url)
                                        ? " has a host that is no host name (RFC 1123): letters,"
                                                + " digits and hyphens, no underscore"
                                        : " is no address of a node"),
                        "write the address at which a node of this application takes requests from the others, with its"
                                + " context path and without a slash at the end: http://crm-nodes.internal:8080/crm");
            } else {
                nodes.add(node);
            }
        }
        return Collections.unmodifiableList(nodes);
    }

    private static boolean isWithoutHost(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() == null && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    // Plain http suffices between nodes, since the tokens that they send each other are signed.
    private static @Nullable URI node(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            return web && bare && uri.getHost() != null && !url.endsWith("/") ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether signing out here signs out at the provider too. */
    public boolean atProvider() {
        return atProvider;
    }

    /** Returns the path inside the application where sign-outs end, if it is not the filter's own page. */
    public Optional<String> returnPath() {
        return Optional.ofNullable(returnPath);
    }

    /** Returns the addresses of the nodes of this application, with or without this one; unmodifiable. */
    public List<URI> nodes() {
        return nodes;
    }
}
