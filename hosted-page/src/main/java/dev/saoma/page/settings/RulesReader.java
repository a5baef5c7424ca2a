package dev.saoma.page.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what one application agrees about the protocol and about signing out. */
final class RulesReader {
    private static final Duration SHORTEST_ID_TOKEN = Duration.ofMinutes(1);

    private final List<String> warnings;

    RulesReader(List<String> warnings) {
        this.warnings = warnings;
    }

    /** {@code scripted}: whether scripts of the application sign users in, which need messages. */
    ProtocolRules rules(Section section, String clientId, boolean publicClient, boolean scripted) {
        boolean requirePkce = Values.flag(section, "requirePkce", section.text("requirePkce"), true);
        if (!requirePkce && publicClient) {
            section.mistake(
                    "requirePkce",
                    "is false, but the application has no clientSecret: PKCE is its only proof.",
                    "Remove the line, or give it a clientSecret.");
        } else if (!requirePkce) {
            warnings.add("application " + clientId + " may sign in without PKCE (requirePkce: false)");
        }
        return new ProtocolRules(
                requirePkce,
                withAuthing(section, responseModes(section, publicClient, scripted), scripted),
                section.text("idTokenAlgorithm")
                        .flatMap(text -> algorithm(section, text))
                        .orElse(SigningAlgorithm.RS256),
                Values.duration(
                                section,
                                "idTokenLifetime",
                                section.text("idTokenLifetime"),
                                SHORTEST_ID_TOKEN,
                                ProtocolRules.LONGEST_ID_TOKEN)
                        .orElse(ProtocolRules.STANDARD.idTokenLifetime()));
    }

    private static Set<ResponseMode> responseModes(Section section, boolean publicClient, boolean scripted) {
        List<String> names = section.texts("responseModes");
        if (names.isEmpty()) {
            if (scripted) {
                return EnumSet.complementOf(EnumSet.of(ResponseMode.AUTHING_MESSAGE));
            }
            return publicClient ? ProtocolRules.PUBLIC_MODES : ProtocolRules.STANDARD.responseModes();
        }
        Set<ResponseMode> modes = EnumSet.noneOf(ResponseMode.class);
        for (String name : names) {
            Optional<ResponseMode> mode = ResponseMode.of(name).filter(m -> m != ResponseMode.AUTHING_MESSAGE);
            mode.ifPresent(modes::add);
            if (mode.isEmpty()) {
                section.mistake(
                        "responseModes",
                        "holds what we do not know.",
                        "Choose of query, fragment, form_post and web_message.");
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
        if (!Values.flag(section, "authingSdk", section.text("authingSdk"), false)) {
            return modes;
        }
        if (!scripted) {
            section.mistake(
                    "authingSdk",
                    "is true, but the application has no origins: nothing says to whom a token may be posted.",
                    "Add origins, or remove the line.");
        }
        Set<ResponseMode> more = EnumSet.of(ResponseMode.AUTHING_MESSAGE);
        more.addAll(modes);
        return more;
    }

    private static Optional<SigningAlgorithm> algorithm(Section section, String text) {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (algorithm.name().equals(text)) {
                return Optional.of(algorithm);
            }
        }
        section.mistake("idTokenAlgorithm", "is neither RS256 nor ES256.", "Write \"RS256\" or \"ES256\".");
        return Optional.empty();
    }

    /** {@code wrong}: the rule for redirect URIs, which addresses to return to keep as well. */
    SignOutAddresses signOut(Section section, Function<String, Optional<String>> wrong) {
        List<String> good = new ArrayList<>();
        for (String uri : section.texts("postLogoutRedirectUris")) {
            Optional<String> why = wrong.apply(uri);
            why.ifPresent(text -> section.mistake(
                    "postLogoutRedirectUris[" + good.size() + "]",
                    "\"" + uri + "\" " + text,
                    "Write an address of the application, such as https://crm.example.com/signed-out."));
            if (why.isEmpty()) {
                good.add(uri);
            }
        }
        Optional<String> backChannel = section.text("backChannelLogoutUri");
        Optional<String> why = backChannel.flatMap(wrong);
        why.ifPresent(text -> section.mistake(
                "backChannelLogoutUri",
                "\"" + backChannel.orElse("") + "\" " + text,
                "Write where the application takes logout tokens, such as"
                        + " https://crm.example.com/saoma/backchannel-logout."));
        return new SignOutAddresses(
                good, why.isPresent() ? null : backChannel.map(URI::create).orElse(null));
    }
}
