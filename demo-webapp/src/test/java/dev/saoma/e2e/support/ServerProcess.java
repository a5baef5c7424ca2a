package dev.saoma.e2e.support;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server of another project in a process of its own. If it ends, waiting for it fails at once with what it printed; once this
 * is closed, none of its processes is left.
 */
public final class ServerProcess implements AutoCloseable {
    /** Long enough for a busy machine; a test that passes never waits for it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_OUTPUT = 100_000;

    private final String name;
    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it. Its standard input stays open as long as it runs. */
    public static ServerProcess start(ProcessBuilder command) throws IOException {
        return new ServerProcess(
                command.command().get(0), command.redirectErrorStream(true).start());
    }

    private void read() {
        char[] buffer = new char[4096];
        try (Reader in = process.inputReader()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (output) {
                    output.append(buffer, 0, length);
                    output.delete(0, Math.max(0, output.length() - MOST_OUTPUT));
                }
            }
        } catch (IOException e) {
            // The process was stopped.
        }
    }

    /** Returns the end of what it has printed so far, including errors. */
    public String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Returns when that port of 127.0.0.1 accepts connections. */
    public ServerProcess awaitListening(int port) {
        await("port " + port, () -> listens(port));
        return this;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns when a request for the address gets that status. */
    public void awaitStatus(int status, URI address) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/html")
                .timeout(PATIENCE)
                .build();
        await(status + " from " + address, () -> {
            try {
                return client.send(request, BodyHandlers.discarding()).statusCode() == status;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
    }

    /** Waits until its output matches the pattern; returns the pattern's first group. */
    public String awaitOutput(Pattern pattern) {
        await(pattern.pattern(), () -> pattern.matcher(output()).find());
        Matcher found = pattern.matcher(output());
        if (!found.find()) {
            throw new AssertionError("printed so much that " + pattern + " is gone");
        }
        return found.group(1);
    }

    /**
     * Waits until the condition is true.
     *
     * @throws AssertionError if the process ends before, or after some minutes
     */
    public void await(String what, BooleanSupplier condition) {
        long last = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (ends(PAUSE)) {
                join();
                throw new AssertionError(name + " ended with exit code " + process.exitValue() + " before " + what
                        + ", and printed:\n" + output());
            }
            if (System.nanoTime() > last) {
                throw new AssertionError(name + ": waited in vain for " + what + "; it printed:\n" + output());
            }
        }
    }

    private boolean ends(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until the last of its output has been read. */
    private void join() {
        try {
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** Asks all its processes to end, and kills those that do not. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (!ends(Duration.ofMinutes(1))) {
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly); // Those that outlive their parent.
        all.forEach(one -> one.onExit().join());
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
