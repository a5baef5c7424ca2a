package dev.saoma.page.logout;

import dev.saoma.page.directory.LogoutSender;
import dev.saoma.page.limit.Lanes;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.LogoutTokens;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Notifies applications of a sign-out, in threads of its own: no sign-out waits for it. At most a thousand messages are
 * queued; further ones are dropped and logged. A message is tried four times within about a minute, each time with a new
 * token. An application that does not respond delays no other one: its lane, which messages of the directory share, takes
 * few threads. Thread-safe.
 *
 * @see "OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8"
 */
public final class BackChannel implements LogoutSender, AutoCloseable {
    static final int MAX_WAITING = 1000;
    private static final int THREADS = 64;

    private final LogBudget log = LogBudget.ofPeople(LoggerFactory.getLogger("dev.saoma.page.sign-out"));
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(45));
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final PoolSettings settings;
    private final LogoutTokens tokens;
    private final BackChannelHttp http;
    private final List<Duration> pauses;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Lanes lanes = new Lanes();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("saoma-sign-out"));
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, daemons("saoma-sign-out-timer"));

    /** Creates the back channel to the applications in {@code settings}. */
    public BackChannel(PoolSettings settings, Outbound outbound, LogoutTokens tokens) {
        this(settings, tokens, BackChannelHttp.of(settings, outbound), PAUSES);
    }

    BackChannel(PoolSettings settings, LogoutTokens tokens, BackChannelHttp http, List<Duration> pauses) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tokens = tokens;
        this.http = http;
        this.pauses = List.copyOf(pauses);
        threads.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private record Message(
            Application application,
            URI uri,
            String subject,
            @Nullable String sid) {}

    /**
     * Why a message was not delivered.
     *
     * @param reason without any secret
     * @param isPassing whether the next attempt may succeed without anybody changing settings
     */
    private record Failure(String reason, boolean isPassing) {}

    /** Queues a logout token for the application; returns at once. */
    public void signedOut(String clientId, String subject, String sid) {
        Optional<Application> application = settings.application(clientId);
        Optional<URI> uri = application.flatMap(a -> a.signOut().backChannel());
        if (uri.isEmpty()) {
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            log.error("application={} gets no logout token: {} messages are already queued", clientId, MAX_WAITING);
            return;
        }
        send(new Message(application.get(), uri.get(), subject, sid), 0, Duration.ZERO);
    }

    @Override
    public Optional<String> send(String clientId, String subject) {
        Optional<Application> application = settings.application(clientId);
        Optional<URI> uri = application.flatMap(a -> a.signOut().backChannel());
        return uri.isEmpty()
                ? Optional.of("this node's settings have no backChannelLogoutUri for the application")
                : post(new Message(application.get(), uri.get(), subject, null)).map(Failure::reason);
    }

    @Override
    public boolean repeat(String clientId, Executor others, BooleanSupplier work) {
        return lanes.repeat(clientId, others, work);
    }

    private void send(Message message, int attempt, Duration after) {
        try {
            Runnable task = () -> inLane(message, attempt);
            if (after.isZero()) {
                task.run();
            } else {
                timer.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            log.warn("application={} gets no logout token: this node is stopping", clientId(message));
        }
    }

    private void inLane(Message message, int attempt) {
        if (threads.isShutdown()) { // The lane may be full, and would accept the message.
            throw new RejectedExecutionException();
        }
        lanes.run(clientId(message), threads, () -> attempt(message, attempt));
    }

    private void attempt(Message message, int attempt) {
        Optional<Failure> failure = post(message);
        if (failure.isEmpty()) {
            waiting.decrementAndGet();
            log.info("application={} received a logout token attempt={}", clientId(message), attempt + 1);
        } else if (failure.get().isPassing() && attempt < pauses.size()) {
            log.info(
                    "application={} gets the logout token again later: {}",
                    clientId(message),
                    failure.get().reason());
            send(message, attempt + 1, jittered(pauses.get(attempt)));
        } else {
            waiting.decrementAndGet();
            log.warn(
                    "application={} did not get the logout token: {}",
                    clientId(message),
                    failure.get().reason());
        }
    }

    /** Sends the message, and returns why the application has not accepted it. */
    private Optional<Failure> post(Message message) {
        try {
            String token = tokens.sign(message.application(), message.subject(), message.sid());
            int status = http.post(message.uri(), "logout_token=" + token);
            // Back-Channel Logout 1.0, 2.8: 200, but libraries answer 204 as well.
            return status / 100 == 2 ? Optional.empty() : Optional.of(refused(status));
        } catch (BackChannelHttp.Failed e) {
            return Optional.of(new Failure(String.valueOf(e.getMessage()), true));
        } catch (RuntimeException e) {
            return Optional.of(new Failure(e.toString(), true));
        }
    }

    private static Failure refused(int status) {
        String reason = "HTTP status " + status;
        // Back-Channel Logout 1.0, 2.8: 400 also means that the application's own sign-out failed.
        if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == BAD_REQUEST) {
            return new Failure(reason, true);
        }
        return new Failure(
                status / 100 == 3
                        ? reason + "; no redirect is followed: backChannelLogoutUri has to be the address itself"
                        : reason + " instead of 200 or 204; check backChannelLogoutUri, and a proxy before it",
                false);
    }

    private static String clientId(Message message) {
        return message.application().clientId();
    }

    /** Returns 0.5 to 1.5 times the pause, so that messages that failed together are not retried together. */
    private static Duration jittered(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
    }

    /** Waits for messages that are being sent, at most for the deadline of one call, and stops. */
    @Override
    public void close() {
        timer.shutdown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(BackChannelHttp.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            http.close();
        }
    }
}
