package dev.saoma.page.settings;

import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.ProtocolRules.SignOutAddresses;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
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
import org.jspecify.annotations.Nullable;

/**
 * An application that signs its users in here: an OAuth 2.0 client.
 *
 * @param clientId its client id
 * @param name its display name on the login page
 * @param clientSecret its client secret; null for a public client
 * @param redirectUris its redirect URIs, compared as strings
 * @param rules its protocol settings
 * @param signOut its logout URIs
 * @param claims names of the attributes, of directory and users file, that it receives; by default the roles
 * @param admission who may sign in to it; empty if the directory's rule applies, or there is none
 * @param origins origins whose scripts sign users in with the browser SDK; empty unless it is a public client
 * @param homeUri target of "back to the application"; by default derived from its first redirect URI
 */
public record Application(
        String clientId,
        String name,
        @Nullable Secret clientSecret,
        List<String> redirectUris,
        Set<String> origins,
        URI homeUri,
        ProtocolRules rules,
        SignOutAddresses signOut,
        Set<String> claims,
        Optional<AdmissionRule> admission) {
    /** The attributes that an application receives by default. */
    public static final Set<String> STANDARD_CLAIMS = Set.of("roles");

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
    private static final String WRONG_ID = "is not 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -";
    private static final int MAX_VALUES = 50;
    private static final int MAX_VALUE_CHARS = 4000;
    private static final int MAX_NAME_CHARS = 60;
    private static final int MAX_REDIRECT_URI_CHARS = 1024;
    private static final String FILTER_CALLBACK = "/saoma/callback";
    private static final URI NOWHERE = URI.create("http://localhost/");

    /** Copies the collections. */
    public Application {
        redirectUris = List.copyOf(redirectUris);
        claims = Set.copyOf(claims);
        origins = Set.copyOf(origins);
    }

    /** Whether an application may have that client id. */
    public static boolean isClientId(String text) {
        return CLIENT_ID.matcher(text).matches();
    }

    /**
     * Reads {@code applications}, in the file and in the pool's database.
     *
     * @param issuer the page's issuer; if it is on loopback, applications on loopback may sign in without TLS
     * @param privateBackChannel whether logout tokens may be sent to private addresses
     * @param directory the pool's directory, which {@code admission} needs
     * @param console whether there is a console; with a directory as well, the file may have no applications
     */
    static List<Application> read(
            Section pool,
            String name,
            URI issuer,
            boolean privateBackChannel,
            Optional<DirectorySettings> directory,
            boolean console) {
        Reader reader = new Reader(name, issuer, privateBackChannel, directory, new HashSet<>(), new HashMap<>());
        List<Application> all = new ArrayList<>(reader.read(pool, pool.sections("applications"), console));
        if (console) {
            pool.references()
                    .stored()
                    .pool(name)
                    .of(Stored.APPLICATIONS)
                    .forEach(stored -> all.add(pool.findings()
                            .stored(name, stored, () -> reader.read(Section.of(stored, pool.findings()), stored))));
        }
        return all;
    }

    /**
     * Checks an application for a pool's database by the rules of the file.
     *
     * @param pool the pool's current settings
     * @throws SettingsException listing every mistake; keys are those of the file, such as {@code redirectUris[0]}
     */
    public static void check(PoolSettings pool, Stored stored) {
        Findings findings = new Findings();
        Section section = new Section("", stored.node(), References.none(), findings);
        stored.values().forEach((key, texts) -> {
            if (texts.size() > MAX_VALUES || texts.stream().anyMatch(text -> text.length() > MAX_VALUE_CHARS)) {
                section.mistake(key, "is too long.", "Write at most " + MAX_VALUES + " values.");
            }
        });
        boolean privateTargets = pool.privateBackChannel();
        new Reader(pool.name(), pool.issuer(), privateTargets, pool.directory(), new HashSet<>(), new HashMap<>())
                .read(section, stored);
        if (!findings.mistakes().isEmpty()) {
            throw SettingsException.of("application " + stored.name(), findings.mistakes());
        }
    }

    /** Reads the applications of one pool, and checks that their ids differ. */
    private record Reader(
            String pool,
            URI issuer,
            boolean privateBackChannel,
            Optional<DirectorySettings> directory,
            Set<String> clientIds,
            Map<String, String> redirectUriOwners) {
        List<Application> read(Section root, List<Section> sections, boolean console) {
            String fix = "List each application with clientId, name, clientSecret and redirectUris.";
            boolean elsewhere = console && directory.isPresent() && sections.isEmpty();
            if (!elsewhere && !root.missing("applications", fix) && sections.isEmpty()) {
                root.mistake("applications", "is empty.", fix);
            }
            return sections.stream().map(this::application).toList();
        }

        private Application application(Section section) {
            String clientId = section.requiredText("clientId", "Choose a short name, such as crm.")
                    .orElse("");
            if (!clientId.isEmpty() && !isClientId(clientId)) {
                section.mistake("clientId", WRONG_ID, "Choose another one.");
            } else if (!clientId.isEmpty() && !clientIds.add(clientId)) {
                section.mistake("clientId", "\"" + clientId + "\" is used twice.", "Give each application its own.");
            }
            section.findings().home(pool, Stored.APPLICATIONS + "." + clientId, section.line());
            return application(section, clientId, Secret.read(section));
        }

        /** Reads an application of the database, under its name there. */
        Application read(Section section, Stored stored) {
            String clientId = stored.name();
            if (!isClientId(clientId)) {
                section.mistake("clientId", WRONG_ID, "Choose another one.");
            } else if (clientId.equals(ConsoleSettings.CLIENT_ID)) {
                section.mistake("clientId", "is the console's own id.", "Choose another one.");
            } else if (!clientIds.add(clientId)) {
                int line = section.findings()
                        .home(pool, Stored.APPLICATIONS + "." + clientId)
                        .orElse(0);
                section.mistake(
                        "clientId",
                        "\"" + clientId + "\" is in the settings file, too"
                                + (line > 0 ? " (line " + line + ")." : "."),
                        "Remove it there or in the console: one of the two counts.");
            }
            boolean publicClient = Values.flag(section, StoredApplication.PUBLIC, false);
            return application(
                    section, clientId, publicClient ? Optional.empty() : Optional.of(Secret.anyOf(stored.secrets())));
        }

        private Application application(Section section, String clientId, Optional<Secret> secret) {
            section.required("name", "Write the name that people know the application by.");
            String name = Values.text(section, "name", MAX_NAME_CHARS).orElse("");
            Set<String> origins = Origin.read(section, secret.isEmpty(), this::wrong);
            List<String> redirectUris = redirectUris(section, clientId, origins);
            URI home = home(section, redirectUris);
            ProtocolRules rules = ProtocolRules.read(section, clientId, secret.isEmpty(), !origins.isEmpty());
            SignOutAddresses signOut = SignOutAddresses.read(section, this::wrong);
            signOut.backChannel().ifPresent(uri -> warnOfUnreachable(section, clientId, uri));
            Set<String> claims = claims(section);
            Optional<AdmissionRule> admission = AdmissionRule.readOf(section, directory);
            section.close();
            return new Application(
                    clientId,
                    name,
                    secret.orElse(null),
                    redirectUris,
                    origins,
                    home,
                    rules,
                    signOut,
                    claims,
                    admission);
        }

        private List<String> redirectUris(Section section, String clientId, Set<String> origins) {
            String fix = "Write the callback of the application, such as https://crm.example.com/saoma/callback.";
            if (!origins.isEmpty() && !section.has("redirectUris")) {
                return origins.stream().map(origin -> origin + "/").toList();
            }
            if (section.missing("redirectUris", fix)) {
                return List.of();
            }
            List<String> good = UrlRules.read(section, "redirectUris", false, this::wrong, fix);
            for (String uri : good) {
                String owner = redirectUriOwners.putIfAbsent(uri, clientId);
                if (owner != null) {
                    section.warn("applications " + owner + " and " + clientId + " share the redirect URI " + uri);
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

        /** Warns at start of a back-channel URI on loopback; where a host name leads is known only on connecting. */
        private void warnOfUnreachable(Section section, String clientId, URI backChannel) {
            boolean reached = privateBackChannel || UrlRules.loopback(issuer.toString());
            if (!reached && UrlRules.loopback(backChannel.toString())) {
                section.warn("application " + clientId + " will receive no logout tokens: its backChannelLogoutUri "
                        + backChannel
                        + " is on loopback, and the issuer is not. Write an address that other machines reach, or set"
                        + " backChannel.privateTargets: true");
            }
        }
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

    private static URI home(Section section, List<String> redirectUris) {
        Optional<String> written = section.text("homeUri");
        if (written.isPresent()) {
            Optional<String> wrong = UrlRules.wrong(written.get());
            wrong.ifPresent(why -> section.mistake("homeUri", why, "Write the address of the application."));
            return wrong.isPresent() ? NOWHERE : URI.create(written.get());
        }
        return redirectUris.isEmpty() ? NOWHERE : home(redirectUris.get(0));
    }

    /**
     * Returns the default home: for an application with our filter the path above the filter's callback; for others the root of
     * the host.
     */
    private static URI home(String redirectUri) {
        return redirectUri.endsWith(FILTER_CALLBACK)
                ? URI.create(redirectUri.substring(0, redirectUri.length() - FILTER_CALLBACK.length() + 1))
                : URI.create(redirectUri).resolve("/");
    }

    /** Whether sites that use {@code authing-js-sdk} sign users in as this application. */
    public boolean authingSdk() {
        return rules.responseModes().contains(ResponseMode.AUTHING_MESSAGE);
    }

    /** Whether the application may receive responses in that mode at that redirect URI. */
    public boolean permits(ResponseMode mode, String redirectUri) {
        return rules.responseModes().contains(mode)
                && (mode != ResponseMode.WEB_MESSAGE || origins.contains(Origin.of(URI.create(redirectUri))));
    }

    /** Returns the client secret, if this is a confidential client. */
    public Optional<Secret> secret() {
        return Optional.ofNullable(clientSecret);
    }
}
