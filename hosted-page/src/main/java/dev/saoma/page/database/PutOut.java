package dev.saoma.page.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of ending a person's sessions: the logout tokens that are being sent.
 *
 * @param messages ids in the outbox, for {@link PeopleAdministration#deliveries}
 * @param listeners the applications that they are for, in the same order
 * @param withoutLogoutTokens applications that the person has signed in to and that receive no logout tokens: their sessions
 *     last until they or the tokens expire
 */
public record PutOut(List<String> messages, List<String> listeners, List<String> withoutLogoutTokens) {
    static final PutOut NOTHING = new PutOut(List.of(), List.of(), List.of());
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Copies the lists. */
    public PutOut {
        messages = List.copyOf(messages);
        listeners = List.copyOf(listeners);
        withoutLogoutTokens = List.copyOf(withoutLogoutTokens);
    }

    /** Returns both results as one. */
    PutOut and(PutOut other) {
        return new PutOut(
                Stream.concat(messages.stream(), other.messages.stream()).toList(),
                Stream.concat(listeners.stream(), other.listeners.stream()).toList(),
                Stream.concat(withoutLogoutTokens.stream(), other.withoutLogoutTokens.stream())
                        .distinct()
                        .toList());
    }

    /** Waits until every logout token has been tried, at most that long, and returns their state then. */
    public List<Delivered> deliveries(PeopleAdministration people, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        List<Delivered> all = deliveries(people);
        while (all.stream().anyMatch(Delivered::isUntried) && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            all = deliveries(people);
        }
        return all;
    }

    private List<Delivered> deliveries(PeopleAdministration people) {
        return IntStream.range(0, messages.size())
                .mapToObj(i -> people.deliveries(List.of(messages.get(i))).stream()
                        .findFirst()
                        .orElseGet(() -> new Delivered(listeners.get(i), "done", null))) // Goes with an erased person.
                .toList();
    }

    /**
     * The delivery state of a logout token.
     *
     * @param state {@code open}, {@code done} or {@code failed}
     * @param error why the last attempt failed; null if it succeeded or there was none
     */
    public record Delivered(
            String clientId, String state, @Nullable String error) {
        private boolean isUntried() {
            return state.equals("open") && error == null;
        }

        /** Whether an attempt failed that is followed by others. */
        public boolean isRetried() {
            return state.equals("open") && error != null;
        }
    }
}
