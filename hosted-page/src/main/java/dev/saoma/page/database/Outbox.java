package dev.saoma.page.database;

import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.database.jdbc.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues logout tokens after an administrator has ended a person's sessions. Any node may send a token, and claims it first,
 * so that only one does. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private static final int THREADS = 8;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration CLAIMED = Duration.ofSeconds(20);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(1));

    private final Transactions transactions;
    private final BiFunction<String, String, Optional<String>> sender;
    private final Clock clock;
    // A slow application must not delay the notification of the others.
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "saoma-directory-outbox");
                thread.setDaemon(true);
                return thread;
            });

    Outbox(Transactions transactions, BiFunction<String, String, Optional<String>> sender, Clock clock) {
        this.transactions = transactions;
        this.sender = sender;
        this.clock = clock;
    }

    private record Message(String id, String subject, String clientId, long createdAt, long nextAt, int attempts) {}

    /** Adds one message per application within the caller's transaction, and returns their ids. */
    static List<String> add(PeopleTables tables, String subject, List<String> clientIds, long now) {
        return clientIds.stream()
                .map(clientId -> {
                    String id = UUID.randomUUID().toString();
                    tables.update(Sql.OUTBOX_INSERT)
                            .bind("id", id)
                            .bind("subject", subject)
                            .bind("clientId", clientId)
                            .bind("now", now)
                            .execute();
                    return id;
                })
                .toList();
    }

    static Optional<Delivered> delivery(PeopleTables tables, String id) {
        return tables.query(Sql.OUTBOX_OF)
                .bind("id", id)
                .map((row, context) ->
                        new Delivered(row.getString("client_id"), row.getString("state"), row.getString("last_error")))
                .findOne();
    }

    /** Sends the messages that are due. */
    public void deliver() {
        try {
            List<Message> due = transactions.run(tables -> tables.query(Sql.OUTBOX_DUE)
                    .bind("now", clock.millis())
                    .map((row, context) -> new Message(
                            row.getString("id"),
                            row.getString("subject"),
                            row.getString("client_id"),
                            row.getLong("created_at"),
                            row.getLong("next_at"),
                            row.getInt("attempts")))
                    .list());
            for (Message message : due) {
                if (claimed(message)) {
                    threads.execute(() -> send(message));
                }
            }
        } catch (JdbiException e) {
            LOG.debug("the outbox cannot be read", e);
        }
    }

    private boolean claimed(Message message) {
        return transactions.run(tables -> tables.update(Sql.OUTBOX_CLAIM)
                        .bind("id", message.id())
                        .bind("seen", message.nextAt())
                        .bind("until", clock.millis() + CLAIMED.toMillis())
                        .execute()
                == 1);
    }

    private void send(Message message) {
        Optional<String> failure = sender.apply(message.clientId(), message.subject());
        boolean givenUp = failure.isPresent() && message.attempts() >= PAUSES.size();
        String state = failure.isEmpty() ? "done" : givenUp ? "failed" : "open";
        long next = failure.isPresent() && !givenUp
                ? clock.millis() + PAUSES.get(message.attempts()).toMillis()
                : clock.millis();
        transactions.run(tables -> {
            Optional<Long> since = tables.lockPerson(message.subject());
            tables.update(Sql.OUTBOX_DONE)
                    .bind("id", message.id())
                    .bind("state", state)
                    .bind("error", failure.map(Outbox::cut).orElse(null))
                    .bind("next", next)
                    .execute();
            boolean erased = since.isEmpty() || since.get() > message.createdAt(); // Or was added again.
            return erased
                    ? tables.update(Sql.OUTBOX_ERASED)
                            .bind("subject", message.subject())
                            .execute()
                    : 0;
        });
        if (failure.isPresent()) {
            LOG.warn(
                    "application={} has not received the logout token of a person whose sessions were ended: {}{}",
                    message.clientId(),
                    failure.get(),
                    givenUp ? "; given up" : "; tried again");
        }
    }

    /**
     * Accepts no more messages; those already claimed are still sent, the others by another node or after the next start.
     */
    @Override
    public void close() {
        threads.shutdown();
    }

    private static String cut(String text) {
        return text.length() <= 255 ? text : text.substring(0, 255);
    }
}
