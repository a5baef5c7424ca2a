package dev.saoma.page.database;

import dev.saoma.page.support.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A database server on loopback, with a free port and an empty folder that is deleted with it. Started by root it runs
 * as the server's own user, since no database server runs as root.
 */
final class ServerProcess implements AutoCloseable {
    private static final int TRIES = 5;

    private final Path folder;
    private final Command command;
    private final String user;
    private Process process;

    private ServerProcess(Path folder, Process process, Command command, String user) {
        this.folder = folder;
        this.process = process;
        this.command = command;
        this.user = user;
    }

    String url() {
        return command.url();
    }

    /** Kills the process, as if the machine failed. */
    void kill() {
        signal("-KILL");
        process.onExit().join();
    }

    /** Starts it again after {@link #kill}, at the same address and with its data. */
    void startAgain() {
        try {
            do {
                process = launch(folder, user, command);
            } while (!answers(process, command.url()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the process, as if the whole machine paused. */
    void pause() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            // The parent stops first: otherwise a child that it starts meanwhile would keep working.
            send("-STOP", process.toHandle());
            for (ProcessHandle child : process.descendants().toList()) {
                send(signal, child);
            }
            send(signal, process.toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void send(String signal, ProcessHandle to) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(to.pid())).start().waitFor();
    }

    static Optional<Path> postgresqlPrograms() {
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(java.util.Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Path> mariadbServer() {
        return Stream.of("/usr/sbin/mariadbd", "/usr/libexec/mariadbd", "/usr/local/sbin/mariadbd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static ServerProcess postgresql() {
        Path bin = postgresqlPrograms().orElseThrow();
        return start("postgres", (folder, port) -> {
            run(
                    "postgres",
                    bin.resolve("initdb").toString(),
                    "-D",
                    folder + "/data",
                    "-U",
                    "saoma",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--no-sync");
            return new Command(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=saoma",
                    bin.resolve("postgres").toString(),
                    "-D",
                    folder + "/data",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    "" + port,
                    "-k",
                    folder.toString(),
                    "-F");
        });
    }

    static ServerProcess mariadb() {
        Path server = mariadbServer().orElseThrow();
        return start("mysql", (folder, port) -> {
            run(
                    "mysql",
                    "mariadb-install-db",
                    "--no-defaults",
                    "--datadir=" + folder + "/data",
                    "--tmpdir=" + folder,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db");
            return new Command(
                    "jdbc:mariadb://127.0.0.1:" + port + "/saoma?user=root&createDatabaseIfNotExist=true",
                    server.toString(),
                    "--no-defaults",
                    "--datadir=" + folder + "/data",
                    "--tmpdir=" + folder,
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + folder + "/s.sock",
                    "--innodb-flush-log-at-trx-commit=2",
                    "--innodb-flush-method=nosync"); // A process is killed here, never its machine.
        });
    }

    private record Command(String url, List<String> words) {
        Command(String url, String... words) {
            this(url, List.of(words));
        }
    }

    private interface Preparation {
        Command in(Path folder, int port) throws IOException, InterruptedException;
    }

    /** Another process may take the free port before the server does: then a new one is tried. */
    private static ServerProcess start(String user, Preparation preparation) {
        for (int tries = 1; ; tries++) {
            Path folder = null;
            try {
                folder = Files.createTempDirectory("saoma-db");
                own(user, folder);
                Command command = preparation.in(folder, Ports.free());
                Process process = launch(folder, user, command);
                if (answers(process, command.url())) {
                    return new ServerProcess(folder, process, command, user);
                }
                process.destroyForcibly().waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (tries == TRIES) {
                throw new IllegalStateException("the server did not start; see " + folder + ".log");
            }
            delete(folder);
        }
    }

    private static Process launch(Path folder, String user, Command command) throws IOException {
        return new ProcessBuilder(as(user, command.words()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile()))
                .start();
    }

    private static boolean answers(Process process, String url) throws InterruptedException {
        while (process.isAlive()) {
            try (Connection connection = DriverManager.getConnection(url)) {
                return connection.isValid(10);
            } catch (SQLException e) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        return false;
    }

    private static void own(String user, Path folder) throws IOException, InterruptedException {
        if (isRoot()) {
            run("root", "chown", user, folder.toString());
        }
    }

    private static void run(String user, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(as(user, Arrays.asList(command)))
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed: " + output);
        }
    }

    private static List<String> as(String user, List<String> command) {
        if (!isRoot() || user.equals("root")) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups"));
        all.addAll(command);
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public void close() {
        resume();
        process.destroy();
        try {
            List<ProcessHandle> children = process.descendants().toList();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            children.forEach(child -> child.onExit().join()); // They write to the folder until they end.
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE; // The server deleted it first.
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
