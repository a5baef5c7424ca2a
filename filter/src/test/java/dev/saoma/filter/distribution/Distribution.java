package dev.saoma.filter.distribution;

import dev.saoma.filter.support.ClosedPort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An unpacked servlet container that runs several applications in a process of its own, on a loopback port. */
public abstract class Distribution implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);

    private final String name;
    private final List<Process> processes = new ArrayList<>();
    private final int port = freePort();
    /** The unpacked archive, shared by all runs and never written to. */
    protected final Path home;
    /** What this run writes: configuration, applications, logs. */
    protected final Path base;

    protected Distribution(String name, Path home) throws IOException {
        this.name = name;
        this.home = home;
        base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + "-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public final int port() {
        return port;
    }

    /**
     * Starts the container with these applications and returns when each is either started or has failed.
     *
     * @param wars by context path without its slash
     */
    public abstract void start(Map<String, Path> wars) throws Exception;

    /** Returns everything that an administrator can read: what the processes printed and what is in log files. */
    public final String log() throws IOException {
        StringBuilder text = new StringBuilder();
        // Containers create and remove files meanwhile.
        Files.walkFileTree(base, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && file.toString().matches(".*\\.(log|out)")) {
                    try {
                        text.append(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .append('\n');
                    } catch (IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Starts a program of the distribution; its output is written to a file among the logs. */
    protected final Process launch(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        base.resolve("console-" + processes.size() + ".out").toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("SAOMA_") || key.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Runs a program to its end; returns its exit code, whatever it is. */
    protected final int run(Map<String, String> environment, String... command) throws Exception {
        Process process = launch(environment, command);
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(Arrays.toString(command) + " does not end:\n" + log());
        }
        return process.exitValue();
    }

    protected final void await(String what, BooleanSupplier condition) throws IOException {
        Instant deadline = Instant.now().plus(START);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline) || processes.stream().noneMatch(Process::isAlive)) {
                throw new IllegalStateException(name + ": " + what + " did not come:\n" + log());
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** Waits until the logs match: containers may write them in the background. */
    public final void awaitInLog(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        await("\"" + regex + "\"", () -> {
            try {
                return pattern.matcher(log()).find();
            } catch (IOException e) {
                return false; // a file that has just been removed
            }
        });
    }

    protected final void awaitPort(int number) throws IOException {
        await("port " + number, () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    protected final String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Returns a port that is reserved until the container listens on it. */
    protected static int freePort() throws IOException {
        return ClosedPort.take();
    }

    protected static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Override
    public final String toString() {
        return name;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(handle -> handle.onExit().join());
        }
    }
}
