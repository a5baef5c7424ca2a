package dev.saoma.page.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What putting a person out has begun: logout tokens on their way.
 *
 * @param messages ids in the outbox, for {@link PeopleAdministration#deliveries}
 * @param notTold applications where the person has been and that take no logout tokens: they learn of it when their session
 *     or token ends
 */
public record PutOut(List<String> messages, List<String> notTold) {
    static final PutOut NOTHING = new PutOut(List.of(), List.of());

    /** Copies the lists. */
    public PutOut {
        messages = List.copyOf(messages);
        notTold = List.copyOf(notTold);
    }

    /**
     * A logout token on its way.
     *
     * @param state {@code open}, {@code done} or {@code failed}
     * @param error why it has not arrived; null where it has
     */
    public record Delivered(
            String clientId, String state, @Nullable String error) {}
}
