package dev.saoma.page.database;

import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.LogoutSender;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues logout tokens after an administrator has ended a person's sessions. Any node whose settings have the address may send a
 * token, and claims it right before, so that only one does. Each application's messages take turns with the node's other ones for it,
 * so one that does not respond delays no other one. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private static final int THREADS = 64;
    /** How many of them use the database at once: sign-ins need connections as well. */
    private static final int AT_DATABASE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /** Much longer than sending takes: a message whose node has crashed is claimed by another one. */
    private static final Duration CLAIMED = Duration.ofSeconds(20);

    private static final Duration CLOSING = Duration.ofSeconds(4);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(1));

    private static final String NOWHERE = "no node has sent it: their settings have no backChannelLogoutUri for it";
    /** How long nodes that know the address have before {@link #NOWHERE} is recorded, and before the message is given up. */
    private static final Duration UNSENT = Duration.ofSeconds(5);

    private static final Duration LONGEST = PAUSES.stream().reduce(Duration.ZERO, Duration::plus);

    private final Transactions transactions;
    private final LogoutSender sender;
    private final Predicate<String> isListener;
    private final Clock clock;
    private final Semaphore atDatabase = new Semaphore(AT_DATABASE, true);
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "saoma-directory-outbox");
                thread.setDaemon(true);
                return thread;
            });

    /** @param isListener whether an application takes logout tokens, by this node's settings */
    Outbox(Transactions transactions, LogoutSender sender, Predicate<String> isListener, Clock clock) {
        this.transactions = transactions;
        this.sender = sender;
        this.isListener = isListener;
        this.clock = clock;
    }

    private record Due(String clientId, int messages) {}

    /** @param attempts grows with each claim, and so identifies one */
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

    /** Begins to send the messages that are due. Called by one thread. */
    public void deliver() {
        try {
            for (Due due : transactions.run(this::due)) {
                if (isListener.test(due.clientId())) {
                    begin(due);
                } else {
                    leave(due.clientId());
                }
            }
        } catch (JdbiException e) {
            LOG.debug("the outbox cannot be read", e);
        }
    }

    private List<Due> due(PeopleTables tables) {
        return tables.query(Sql.OUTBOX_DUE_CLIENTS)
                .bind("now", clock.millis())
                .map((row, context) -> new Due(row.getString("client_id"), row.getInt("due")))
                .list();
    }

    private void begin(Due due) {
        try {
            int begun = 0;
            while (begun < due.messages() && sender.repeat(due.clientId(), threads, () -> sendNext(due.clientId()))) {
                begun++;
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("application={} gets its logout tokens later: all threads are busy", due.clientId(), e);
        }
    }

    /** Sends the application's next message; returns whether there was one. */
    private boolean sendNext(String clientId) {
        try {
            Optional<Message> next = claimed(clientId);
            next.ifPresent(this::send);
            return next.isPresent();
        } catch (JdbiException e) {
            LOG.debug("the outbox cannot be read or written; what is claimed is sent again later", e);
        } catch (RuntimeException e) {
            LOG.warn("application={} gets its logout tokens later", clientId, e);
        }
        return false;
    }

    private <T> T inTurn(Transactions.Work<T> work) {
        atDatabase.acquireUninterruptibly();
        try {
            return transactions.run(work);
        } finally {
            atDatabase.release();
        }
    }

    /** Claims the application's next message; empty if none is due, or this node is stopping. */
    private Optional<Message> claimed(String clientId) {
        return threads.isShutdown()
                ? Optional.empty()
                : inTurn(tables -> due(tables, clientId).stream()
                        .flatMap(message -> claimed(tables, message).stream())
                        .findFirst());
    }

    private List<Message> due(PeopleTables tables, String clientId) {
        return tables.query(Sql.OUTBOX_DUE)
                .bind("clientId", clientId)
                .bind("now", clock.millis())
                .map((row, context) -> new Message(
                        row.getString("id"),
                        row.getString("subject"),
                        row.getString("client_id"),
                        row.getLong("created_at"),
                        row.getLong("next_at"),
                        row.getInt("attempts")))
                .list();
    }

    private Optional<Message> claimed(PeopleTables tables, Message message) {
        long until = clock.millis() + CLAIMED.toMillis();
        int rows = tables.update(Sql.OUTBOX_CLAIM)
                .bind("id", message.id())
                .bind("attempts", message.attempts())
                .bind("seen", message.nextAt())
                .bind("until", until)
                .execute();
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Message(
                        message.id(),
                        message.subject(),
                        message.clientId(),
                        message.createdAt(),
                        until,
                        message.attempts() + 1));
    }

    private void send(Message message) {
        Optional<String> failure = sender.send(message.clientId(), message.subject());
        boolean isGivenUp = failure.isPresent() && message.attempts() > PAUSES.size();
        inTurn(tables -> write(tables, message, failure, isGivenUp));
        if (failure.isPresent()) {
            LOG.warn(
                    "application={} has not received the logout token of a person whose sessions were ended: {}{}",
                    message.clientId(),
                    failure.get(),
                    isGivenUp ? "; given up" : "; tried again");
        }
    }

    /** Writes the result, unless the message has been claimed again meanwhile, and so may have another result. */
    private int write(PeopleTables tables, Message message, Optional<String> failure, boolean isGivenUp) {
        Optional<Long> since = tables.lockPerson(message.subject());
        tables.update(Sql.OUTBOX_DONE)
                .bind("id", message.id())
                .bind("attempts", message.attempts())
                .bind("state", failure.isEmpty() ? "done" : isGivenUp ? "failed" : "open")
                .bind("error", failure.map(Outbox::cut).orElse(null))
                .bind("next", clock.millis() + pause(message, failure.isPresent() && !isGivenUp))
                .execute();
        boolean isErased = since.isEmpty() || since.get() > message.createdAt(); // Or was added again.
        return isErased
                ? tables.update(Sql.OUTBOX_ERASED)
                        .bind("subject", message.subject())
                        .execute()
                : 0;
    }

    private static long pause(Message message, boolean isRetried) {
        return isRetried ? PAUSES.get(message.attempts() - 1).toMillis() : 0;
    }

    /**
     * Leaves messages to nodes whose settings say where to send them, which is not the same on all while settings change. If none
     * does so for as long as messages are retried, they are given up.
     */
    private void leave(String clientId) {
        long now = clock.millis();
        transactions.run(tables -> tables.update(Sql.OUTBOX_LEFT)
                .bind("clientId", clientId)
                .bind("error", NOWHERE)
                .bind("before", now - UNSENT.toMillis())
                .execute());
        List<Message> old = transactions.run(tables -> due(tables, clientId)).stream()
                .filter(message -> message.createdAt() < now - LONGEST.toMillis())
                .toList();
        for (Message message : old) {
            transactions.run(tables -> claimed(tables, message)
                    .map(claimed -> write(tables, claimed, Optional.of(NOWHERE), true))
                    .orElse(0));
            LOG.warn("application={} has not received a logout token: {}; given up", clientId, NOWHERE);
        }
    }

    /** Waits a moment for the messages being sent; the others are left to another node or the next start. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("logout tokens are still being sent; another node may send them again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String cut(String text) {
        return text.length() <= 255 ? text : text.substring(0, 255);
    }
}
