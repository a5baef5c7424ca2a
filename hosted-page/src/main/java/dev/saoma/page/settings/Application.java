package dev.saoma.page.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A site that signs its users in here ({@code client} in OAuth's words).
 *
 * @param clientId its name on the wire
 * @param name its name for people, shown on the login page
 * @param clientSecret what it proves itself with, or null for a public client
 * @param redirectUris where its sign-ins may end, compared as strings
 * @param rules what is agreed with it about the protocol
 * @param signOut where it wants the browser after a sign-out, and where it wants to hear of one
 * @param claims names of the attributes in the users file that it is told; the roles by default
 * @param admission who may sign in to it; empty where the directory says it, or there is none
 * @param origins at which its scripts sign users in with the browser SDK; empty unless it is a public client
 * @param homeUri where "back to the application" leads; by default the root of its first redirect URI's origin
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
    /** What an application is told where its entry says nothing. */
    public static final Set<String> STANDARD_CLAIMS = Set.of("roles");

    /** Copies the collections. */
    public Application {
        redirectUris = List.copyOf(redirectUris);
        claims = Set.copyOf(claims);
        origins = Set.copyOf(origins);
    }

    /** Whether sites that use {@code authing-js-sdk} sign users in as this application. */
    public boolean authingSdk() {
        return rules.responseModes().contains(ResponseMode.AUTHING_MESSAGE);
    }

    /** Whether a response may travel so to that one of its redirect URIs. */
    public boolean permits(ResponseMode mode, String redirectUri) {
        return rules.responseModes().contains(mode)
                && (mode != ResponseMode.WEB_MESSAGE || origins.contains(Origin.of(URI.create(redirectUri))));
    }

    /** The secret, if this is a confidential client. */
    public Optional<Secret> secret() {
        return Optional.ofNullable(clientSecret);
    }
}
