package dev.saoma.page.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code applications}. */
final class ApplicationReader {
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
    private static final String PREVIOUS = "previousClientSecret";
    private static final int MIN_SECRET_CHARS = 32;
    private static final int MAX_NAME_CHARS = 60;
    private static final int MAX_REDIRECT_URI_CHARS = 1024;
    private static final String FILTER_CALLBACK = "/saoma/callback";
    private static final URI NOWHERE = URI.create("http://localhost/");

    private final List<String> warnings;
    private final URI issuer;
    private final boolean privateBackChannel;
    private final Optional<DirectorySettings> directory;
    private final Set<String> clientIds = new HashSet<>();
    private final Map<String, String> redirectUriOwners = new HashMap<>();

    /**
     * Applications of that page.
     *
     * @param issuer of the page; where it is on loopback, applications on loopback may sign in without TLS
     * @param privateBackChannel whether they may hear of sign-outs at private addresses
     * @param directory that of the pool, which {@code admission} needs
     */
    ApplicationReader(
            List<String> warnings, URI issuer, boolean privateBackChannel, Optional<DirectorySettings> directory) {
        this.warnings = warnings;
        this.issuer = issuer;
        this.privateBackChannel = privateBackChannel;
        this.directory = directory;
    }

    List<Application> read(Section root, List<Section> sections) {
        String fix = "List each application with clientId, name, clientSecret and redirectUris.";
        if (!root.missing("applications", fix) && sections.isEmpty()) {
            root.mistake("applications", "is empty.", fix);
        }
        return sections.stream().map(this::application).toList();
    }

    private Application application(Section section) {
        String clientId = section.requiredText("clientId", "Choose a short name, such as crm.")
                .orElse("");
        if (!clientId.isEmpty() && !CLIENT_ID.matcher(clientId).matches()) {
            section.mistake("clientId", "is not 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -", "Choose another one.");
        } else if (!clientId.isEmpty() && !clientIds.add(clientId)) {
            section.mistake("clientId", "\"" + clientId + "\" is used twice.", "Give each application its own.");
        }
        String name = section.requiredText("name", "Write the name that people know the application by.")
                .orElse("");
        if (name.length() > MAX_NAME_CHARS) {
            section.mistake("name", "is longer than 60 characters.", "Shorten it.");
        }
        Optional<Secret> secret = secrets(section);
        Set<String> origins = OriginsReader.read(section, secret.isEmpty(), this::wrong);
        List<String> redirectUris = redirectUris(section, clientId, origins);
        URI home = home(section, redirectUris);
        RulesReader reader = new RulesReader(warnings);
        ProtocolRules rules = reader.rules(section, clientId, secret.isEmpty(), !origins.isEmpty());
        SignOutAddresses signOut = reader.signOut(section, this::wrong);
        signOut.backChannel().ifPresent(uri -> warnOfUnreachable(clientId, uri));
        Set<String> claims = claims(section);
        Optional<AdmissionRule> admission = admission(section);
        section.close();
        return new Application(
                clientId, name, secret.orElse(null), redirectUris, origins, home, rules, signOut, claims, admission);
    }

    private Optional<AdmissionRule> admission(Section section) {
        if (!section.has("admission")) {
            AdmissionRule.read(section, AdmissionRule.EVERYBODY); // So that its name is known.
            return Optional.empty();
        }
        if (directory.isEmpty()) {
            section.forbid(
                    "admission", "needs a directory, and there is none.", "Add directory: { admission: known }.");
            return Optional.empty();
        }
        return Optional.of(AdmissionRule.read(section, directory.get().admission()));
    }

    private static Set<String> claims(Section section) {
        if (!section.has("claims")) {
            return Application.STANDARD_CLAIMS;
        }
        Set<String> claims = new LinkedHashSet<>(section.texts("claims"));
        for (String name : claims) {
            if (UsersFile.RESERVED.contains(name)) {
                section.mistake(
                        "claims",
                        "holds \"" + name + "\", which is no attribute of the users file.",
                        "List names of attributes, such as roles and department.");
            }
        }
        return claims;
    }

    /** The secret; beside it the previous one, while the application changes from that to this. */
    private static Optional<Secret> secrets(Section section) {
        Optional<Secret> secret = section.text("clientSecret").map(text -> secret(section, "clientSecret", text));
        Optional<Secret> previous = section.text("previousClientSecret").map(text -> secret(section, PREVIOUS, text));
        if (previous.isPresent() && secret.isEmpty()) {
            section.mistake(PREVIOUS, "stands alone.", "Write the new secret as clientSecret, or remove the line.");
        }
        return secret.map(now -> previous.map(now::or).orElse(now));
    }

    private static Secret secret(Section section, String key, String text) {
        if (text.length() < MIN_SECRET_CHARS || text.chars().distinct().count() < 8) {
            section.mistake(
                    key,
                    "is too easy to guess (at least 32 random characters are needed).",
                    "Make one with: openssl rand -hex 32");
        }
        return Secret.of(text);
    }

    private List<String> redirectUris(Section section, String clientId, Set<String> origins) {
        String fix = "Write the callback of the application, such as https://crm.example.com/saoma/callback.";
        if (!origins.isEmpty() && !section.has("redirectUris")) {
            return origins.stream().map(origin -> origin + "/").toList();
        }
        if (section.missing("redirectUris", fix)) {
            return List.of();
        }
        List<String> good = new ArrayList<>();
        for (String uri : section.texts("redirectUris")) {
            Optional<String> wrong = wrong(uri);
            wrong.ifPresent(why -> section.mistake("redirectUris[" + good.size() + "]", "\"" + uri + "\" " + why, fix));
            if (wrong.isEmpty()) {
                good.add(uri);
                String owner = redirectUriOwners.putIfAbsent(uri, clientId);
                if (owner != null) {
                    warnings.add("applications " + owner + " and " + clientId + " share the redirect URI " + uri);
                }
            }
        }
        return good;
    }

    private Optional<String> wrong(String uri) {
        Optional<String> wrong = UrlRules.wrong(uri);
        if (wrong.isPresent()) {
            return wrong;
        }
        if (uri.length() > MAX_REDIRECT_URI_CHARS) {
            return Optional.of("is longer than " + MAX_REDIRECT_URI_CHARS + " characters.");
        }
        if (!UrlRules.plainHttp(uri)) {
            return Optional.empty();
        }
        if (!UrlRules.loopback(uri)) {
            return Optional.of("is plain http, which only localhost, 127.0.0.1 and [::1] may be.");
        }
        return UrlRules.loopback(issuer.toString())
                ? Optional.empty()
                : Optional.of(
                        "is plain http on a loopback address, which an application may have only where the issuer is on"
                                + " loopback, too (http or https); yours is " + issuer + ".");
    }

    /** Of a name it is known only when it is connected to; and whoever runs a page is to hear of it before. */
    private void warnOfUnreachable(String clientId, URI backChannel) {
        boolean reached = privateBackChannel || UrlRules.loopback(issuer.toString());
        if (!reached && UrlRules.loopback(backChannel.toString())) {
            warnings.add(
                    "application " + clientId + " will not hear of sign-outs: its backChannelLogoutUri " + backChannel
                            + " is on loopback, and the issuer is not. Write an address that other machines reach, or set"
                            + " backChannel.privateTargets: true");
        }
    }

    private static URI home(Section section, List<String> redirectUris) {
        Optional<String> written = section.text("homeUri");
        if (written.isPresent()) {
            Optional<String> wrong = UrlRules.wrong(written.get());
            wrong.ifPresent(why -> section.mistake("homeUri", why, "Write the address of the application."));
            return wrong.isPresent() ? NOWHERE : URI.create(written.get());
        }
        return redirectUris.isEmpty() ? NOWHERE : home(redirectUris.get(0));
    }

    /** The application that our filter guards lies right above the filter's callback; of others only the host is known. */
    private static URI home(String redirectUri) {
        return redirectUri.endsWith(FILTER_CALLBACK)
                ? URI.create(redirectUri.substring(0, redirectUri.length() - FILTER_CALLBACK.length() + 1))
                : URI.create(redirectUri).resolve("/");
    }
}
