package dev.saoma.release;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that runs until it is closed, as one that a user has typed. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Process process;
    private final Path output;
    private final List<String> command;

    private Program(Process process, Path output, List<String> command) {
        this.process = process;
        this.output = output;
        this.command = command;
    }

    static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_ARGS");
        builder.environment().putAll(environment);
        return new Program(builder.start(), output, command);
    }

    /** The java of this process. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until the program answers there. */
    Program awaitAnswer(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "text/html")
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
                return this;
            } catch (IOException e) {
                if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new AssertionError(command + " does not answer at " + url + ":\n" + output(), e);
                }
            }
        }
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
