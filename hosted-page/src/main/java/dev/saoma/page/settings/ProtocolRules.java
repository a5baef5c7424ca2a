package dev.saoma.page.settings;

import java.time.Duration;
import java.util.Set;

/**
 * What is agreed with one application about the protocol.
 *
 * @param requirePkce whether it must use PKCE; always for a public client
 * @param responseModes how it may have its responses
 * @param idTokenAlgorithm what its tokens are signed with
 * @param idTokenLifetime how long its ID tokens are good; one minute to one day, one hour by default
 */
public record ProtocolRules(
        boolean requirePkce,
        Set<ResponseMode> responseModes,
        SigningAlgorithm idTokenAlgorithm,
        Duration idTokenLifetime) {
    /** Longest {@link #idTokenLifetime}; keys are published for as long after their last signature. */
    public static final Duration LONGEST_ID_TOKEN = Duration.ofDays(1);

    /** What holds where the settings say nothing. */
    public static final ProtocolRules STANDARD = new ProtocolRules(
            true, Set.of(ResponseMode.QUERY, ResponseMode.FORM_POST), SigningAlgorithm.RS256, Duration.ofHours(1));

    /** The modes of a public client where the settings say nothing. */
    static final Set<ResponseMode> PUBLIC_MODES =
            Set.of(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST);

    /** Copies the set. */
    public ProtocolRules {
        responseModes = Set.copyOf(responseModes);
    }
}
