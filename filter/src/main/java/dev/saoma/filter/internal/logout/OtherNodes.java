package dev.saoma.filter.internal.logout;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundException;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.internal.log.FilterLog;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Passes logout tokens on to the other nodes of this application: to every address that each configured name resolves to at
 * that moment, all at once. Unreachable ones are retried five times within about a minute, while the token can still be
 * accepted, and then logged. At most a thousand deliveries are under way. Thread-safe.
 *
 * <p>Threads are daemons, start with the first token and end when idle.
 */
public final class OtherNodes implements AutoCloseable {
    /** Limits of one call to one address: one second in all. */
    public static final OutboundLimits LIMITS =
            new OutboundLimits(Duration.ofMillis(800), Duration.ofSeconds(1), 4096, 16);

    /** Marks a request of another node, which is not forwarded again. It grants no trust. */
    static final String MARK = "Saoma-Passed-On";

    private static final Logger LOG = FilterLog.logger();
    private static final List<Duration> PAUSES =
            Arrays.asList(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15), Duration.ofSeconds(40));
    private static final int THREADS = 16;
    private static final int MAX_UNDER_WAY = 1000;
    /** The longest time that the provider has to wait: longer than a call, shorter than its own timeout. */
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final List<URI> nodes;
    private final Outbound outbound;
    private final List<Duration> pauses;
    private final Duration patience;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ScheduledThreadPoolExecutor threads;

    /**
     * @param nodes the endpoint of each node for logout tokens; none for an application on one node
     * @param outbound for these calls alone, with {@link #LIMITS}
     */
    public OtherNodes(Collection<URI> nodes, Outbound outbound) {
        this(nodes, outbound, PAUSES, PATIENCE);
    }

    OtherNodes(Collection<URI> nodes, Outbound outbound, List<Duration> pauses, Duration patience) {
        this.nodes = Collections.unmodifiableList(new ArrayList<>(nodes));
        this.outbound = Objects.requireNonNull(outbound, "outbound");
        this.pauses = pauses;
        this.patience = patience;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "saoma-nodes-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(10, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Forwards a verified token, and returns when every reachable node has it, or after 1.2 seconds. The others are retried
     * afterwards.
     */
    public void forward(String token) {
        CompletableFuture<?>[] first =
                nodes.stream().map(node -> deliver(node, token)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(first).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.FINE, "Some nodes take their time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<?> deliver(URI node, String token) {
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            LOG.log(Level.WARNING, "Node {0} does not get a sign-out: too many deliveries are under way", node);
            return CompletableFuture.completedFuture(null);
        }
        try {
            return new Delivery(node, token).round(0);
        } catch (RejectedExecutionException e) {
            return stopping(node);
        }
    }

    private CompletableFuture<?> stopping(URI node) {
        underWay.decrementAndGet();
        LOG.log(Level.WARNING, "Node {0} does not get a sign-out: this node is stopping", node);
        return CompletableFuture.completedFuture(null);
    }

    /** Aborts deliveries under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        outbound.close();
    }

    /** One token on its way to all addresses of one name. */
    private final class Delivery {
        private final URI node;
        private final Map<String, String> form;
        private final Set<InetAddress> reached = ConcurrentHashMap.newKeySet();

        Delivery(URI node, String token) {
            this.node = node;
            this.form = Collections.singletonMap("logout_token", token);
        }

        CompletableFuture<?> round(int number) {
            return CompletableFuture.supplyAsync(this::addresses, threads)
                    .thenCompose(this::deliver)
                    .handle((failures, thrown) -> {
                        finish(number, thrown == null ? failures : Collections.singletonList(reason(thrown)));
                        return null;
                    });
        }

        private List<InetAddress> addresses() {
            try {
                return Arrays.stream(InetAddress.getAllByName(node.getHost()))
                        .filter(address -> !reached.contains(address))
                        .collect(Collectors.toList());
            } catch (UnknownHostException e) {
                throw new IllegalStateException("the name has no address", e);
            }
        }

        private CompletableFuture<List<String>> deliver(List<InetAddress> addresses) {
            List<CompletableFuture<String>> calls = addresses.stream()
                    .map(address -> CompletableFuture.supplyAsync(() -> deliver(address), threads))
                    .collect(Collectors.toList());
            return CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]))
                    .thenApply(all -> calls.stream()
                            .map(CompletableFuture::join)
                            .filter(failure -> !failure.isEmpty())
                            .collect(Collectors.toList()));
        }

        // Returns the failure; empty on success.
        private String deliver(InetAddress address) {
            try {
                int status = outbound.postForm(node, address, form, Collections.singletonMap(MARK, "1"))
                        .status();
                if (status == 200) {
                    reached.add(address);
                    return "";
                }
                return address.getHostAddress() + ": status " + status;
            } catch (OutboundException e) {
                return address.getHostAddress() + ": " + e.getMessage();
            }
        }

        private void finish(int number, List<String> failures) {
            if (failures.isEmpty()) {
                underWay.decrementAndGet();
            } else if (threads.isShutdown()) {
                stopping(node);
            } else if (number < pauses.size()) {
                LOG.log(Level.FINE, "Delivery to node {0} is retried later: {1}", new Object[] {node, failures});
                again(number + 1, pauses.get(number));
            } else {
                underWay.decrementAndGet();
                LOG.log(
                        Level.WARNING,
                        "A sign-out could not be delivered to node {0}, {1} times: {2}. Sessions there end by their own lifetime",
                        new Object[] {node, number + 1, failures});
            }
        }

        private void again(int number, Duration pause) {
            try {
                threads.schedule(() -> round(number), pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                stopping(node);
            }
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause instanceof IllegalStateException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }
}
