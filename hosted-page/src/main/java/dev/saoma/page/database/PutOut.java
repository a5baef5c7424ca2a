package dev.saoma.page.database;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of ending a person's sessions: the logout tokens that are being sent.
 *
 * @param messages ids in the outbox, for {@link PeopleAdministration#deliveries}
 * @param withoutLogoutTokens applications that the person has signed in to and that receive no logout tokens: their sessions
 *     last until they or the tokens expire
 */
public record PutOut(List<String> messages, List<String> withoutLogoutTokens) {
    static final PutOut NOTHING = new PutOut(List.of(), List.of());

    /** Copies the lists. */
    public PutOut {
        messages = List.copyOf(messages);
        withoutLogoutTokens = List.copyOf(withoutLogoutTokens);
    }

    /** Returns both results as one. */
    PutOut and(PutOut other) {
        return new PutOut(
                Stream.concat(messages.stream(), other.messages.stream()).toList(),
                Stream.concat(withoutLogoutTokens.stream(), other.withoutLogoutTokens.stream())
                        .distinct()
                        .toList());
    }

    /**
     * The delivery state of a logout token.
     *
     * @param state {@code open}, {@code done} or {@code failed}
     * @param error why the last attempt failed; null if it succeeded or there was none
     */
    public record Delivered(
            String clientId, String state, @Nullable String error) {}
}
