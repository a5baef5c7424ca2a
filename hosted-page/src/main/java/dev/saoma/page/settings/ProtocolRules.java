package dev.saoma.page.settings;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The protocol settings of one application.
 *
 * @param requirePkce whether it must use PKCE; always true for a public client
 * @param responseModes the allowed response modes
 * @param idTokenAlgorithm the signing algorithm of its tokens
 * @param idTokenLifetime lifetime of its ID tokens
 */
public record ProtocolRules(
        boolean requirePkce,
        Set<ResponseMode> responseModes,
        SigningAlgorithm idTokenAlgorithm,
        Duration idTokenLifetime) {
    /** The longest {@link #idTokenLifetime}; keys stay published for as long after their last signature. */
    public static final Duration LONGEST_ID_TOKEN = Duration.ofDays(1);

    /** The default settings. */
    public static final ProtocolRules STANDARD = new ProtocolRules(
            true, Set.of(ResponseMode.QUERY, ResponseMode.FORM_POST), SigningAlgorithm.RS256, Duration.ofHours(1));

    /** The default response modes of a public client. */
    static final Set<ResponseMode> PUBLIC_MODES =
            Set.of(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST);

    private static final Duration SHORTEST_ID_TOKEN = Duration.ofMinutes(1);

    /** Copies the set. */
    public ProtocolRules {
        responseModes = Set.copyOf(responseModes);
    }

    /** Signing algorithms of ID tokens and logout tokens (RFC 7518, 3.1). */
    public enum SigningAlgorithm {
        /** RSA with SHA-256: slower to sign, fastest to verify. */
        RS256,
        /** ECDSA on P-256 with SHA-256: small tokens. */
        ES256
    }

    /**
     * Reads the rules of one application.
     *
     * @param scripted whether scripts of the application sign users in, which need {@code web_message}
     */
    static ProtocolRules read(Section section, String clientId, boolean publicClient, boolean scripted) {
        boolean requirePkce = Values.flag(section, "requirePkce", STANDARD.requirePkce);
        if (!requirePkce && publicClient) {
            section.mistake(
                    "requirePkce",
                    "is false, but the application has no clientSecret: it authenticates with PKCE alone.",
                    "Remove the line, or give it a clientSecret.");
        } else if (!requirePkce) {
            section.warn("application " + clientId + " may sign in without PKCE (requirePkce: false)");
        }
        return new ProtocolRules(
                requirePkce,
                withAuthing(section, responseModes(section, publicClient, scripted), scripted),
                Values.choice(
                        section,
                        "idTokenAlgorithm",
                        STANDARD.idTokenAlgorithm,
                        SigningAlgorithm::name,
                        "is neither RS256 nor ES256.",
                        "Write \"RS256\" or \"ES256\"."),
                Values.duration(
                        section, "idTokenLifetime", STANDARD.idTokenLifetime, SHORTEST_ID_TOKEN, LONGEST_ID_TOKEN));
    }

    private static Set<ResponseMode> responseModes(Section section, boolean publicClient, boolean scripted) {
        List<String> names = section.texts("responseModes");
        if (names.isEmpty()) {
            if (scripted) {
                return EnumSet.complementOf(EnumSet.of(ResponseMode.AUTHING_MESSAGE));
            }
            return publicClient ? PUBLIC_MODES : STANDARD.responseModes;
        }
        Set<ResponseMode> modes = EnumSet.noneOf(ResponseMode.class);
        for (String name : names) {
            Optional<ResponseMode> mode = ResponseMode.of(name).filter(m -> m != ResponseMode.AUTHING_MESSAGE);
            mode.ifPresent(modes::add);
            if (mode.isEmpty()) {
                section.mistake(
                        "responseModes",
                        "contains an unknown response mode.",
                        "Choose from query, fragment, form_post and web_message.");
            }
        }
        if (modes.contains(ResponseMode.FRAGMENT) && !publicClient) {
            section.mistake(
                    "responseModes",
                    "holds fragment, which is for scripts in browsers, and those cannot keep the clientSecret.",
                    "Remove fragment, or give the scripts an entry of their own, without clientSecret.");
        }
        if (modes.contains(ResponseMode.WEB_MESSAGE) && !scripted) {
            section.mistake(
                    "responseModes",
                    "holds web_message, but the application has no origins to send messages to.",
                    "Add origins, or remove web_message.");
        }
        return modes;
    }

    private static Set<ResponseMode> withAuthing(Section section, Set<ResponseMode> modes, boolean scripted) {
        if (!Values.flag(section, "authingSdk", false)) {
            return modes;
        }
        if (!scripted) {
            section.mistake(
                    "authingSdk",
                    "is true, but the application has no origins that a token may be posted to.",
                    "Add origins, or remove the line.");
        }
        Set<ResponseMode> more = EnumSet.of(ResponseMode.AUTHING_MESSAGE);
        more.addAll(modes);
        return more;
    }

    /**
     * The logout URIs of an application.
     *
     * @param returnUris its {@code post_logout_redirect_uris}, compared as strings
     * @param backChannelUri its {@code backchannel_logout_uri}, or null if it receives no logout tokens
     */
    public record SignOutAddresses(
            List<String> returnUris, @Nullable URI backChannelUri) {
        /** No logout URIs. */
        public static final SignOutAddresses NONE = new SignOutAddresses(List.of(), null);

        /** Copies the list. */
        public SignOutAddresses {
            returnUris = List.copyOf(returnUris);
        }

        /**
         * Reads the logout URIs of one application.
         *
         * @param wrong the rule for redirect URIs, which applies to post-logout redirect URIs as well
         */
        static SignOutAddresses read(Section section, Function<String, Optional<String>> wrong) {
            List<String> good = UrlRules.read(
                    section,
                    "postLogoutRedirectUris",
                    false,
                    wrong,
                    "Write an address of the application, such as https://crm.example.com/signed-out.");
            Optional<String> backChannel = section.text("backChannelLogoutUri");
            Optional<String> why = backChannel.flatMap(wrong);
            why.ifPresent(text -> section.mistake(
                    "backChannelLogoutUri",
                    "\"" + backChannel.orElse("") + "\" " + text,
                    "Write where the application receives logout tokens, such as"
                            + " https://crm.example.com/saoma/backchannel-logout."));
            return new SignOutAddresses(
                    good, why.isPresent() ? null : backChannel.map(URI::create).orElse(null));
        }

        /** Returns the URI that receives logout tokens. */
        public Optional<URI> backChannel() {
            return Optional.ofNullable(backChannelUri);
        }
    }
}
