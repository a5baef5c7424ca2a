package dev.saoma.page.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.PageInternals;
import dev.saoma.page.PageInternals.Followed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A page with a directory and a console: its settings file, its start and stop, and the command line beside it. */
abstract class ConsoleNode implements AutoCloseable {
    public final MutableClock clock = MutableClock.atNow();
    public final WeChatStub wechat = new WeChatStub();
    public final URI issuer;
    /** The issuer of the second pool; the same as {@link #issuer} if there is only one. */
    public final URI otherIssuer;

    public final URI url;
    private final Path directory;
    private String yaml;
    private Runnable stop;
    private Runnable look = () -> {
        throw new IllegalStateException("this page follows its settings file by itself");
    };

    private final boolean watched;

    ConsoleNode(
            Path directory,
            String admission,
            String more,
            String settings,
            boolean watched,
            UnaryOperator<String> change) {
        this.directory = directory;
        this.watched = watched;
        PageUnderTest.writeSigningKey(directory);
        ServerSocketChannel socket = PageUnderTest.free();
        ServerSocketChannel console = PageUnderTest.free();
        issuer = URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
        otherIssuer = issuer;
        url = URI.create("http://127.0.0.1:" + PageUnderTest.port(console));
        yaml = change.apply(PageUnderTest.yaml(issuer, wechat.uri())) + directory(admission) + console(settings) + more;
        start(socket, console);
    }

    /** A change by this node's console takes effect at once, one of the file with {@link #follow}. */
    private void start(ServerSocketChannel socket, ServerSocketChannel console) {
        if (watched) {
            stop = PageInternals.start(file(), socket, console, clock)::close;
            return;
        }
        Followed followed = PageInternals.startFollowed(file(), socket, console, clock);
        look = followed::look;
        stop = followed::close;
    }

    /** Writes the settings file, and returns its path. */
    private Path file() {
        try {
            return Files.writeString(directory.resolve("page.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a page with two pools, {@code first} and {@code other}, each with a directory. */
    ConsoleNode(Path directory, String console) {
        this.directory = directory;
        this.watched = false;
        PageUnderTest.writeSigningKey(directory);
        ServerSocketChannel socket = PageUnderTest.free();
        ServerSocketChannel listener = PageUnderTest.free();
        issuer = URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
        otherIssuer = URI.create("http://localhost:" + PageUnderTest.port(socket));
        url = URI.create("http://127.0.0.1:" + PageUnderTest.port(listener));
        String pool = PageUnderTest.yaml(issuer, wechat.uri()) + directory("everybody");
        String other = PageUnderTest.yaml(otherIssuer, wechat.uri()) + directory("everybody");
        yaml = "pools:\n  - name: first\n" + pool.indent(4) + "  - name: other\n" + other.indent(4) + console(console);
        start(socket, listener);
    }

    private static String directory(String admission) {
        return "directory: { admission: " + admission
                + (admission.endsWith("#") ? "" : ", database: { timeout: PT1M } }") + "\n";
    }

    private String console(String settings) {
        return "console: { listen: \"127.0.0.1:0\", url: \"" + url + "\"" + settings + " }\n";
    }

    /** Changes the settings file, and has the page check it until the change takes effect. */
    public void follow(UnaryOperator<String> change) {
        yaml = change.apply(yaml);
        file();
        look.run();
    }

    /** Stops the page and starts it again at the same addresses. */
    public void restart() {
        restart(UnaryOperator.identity());
    }

    /** Stops the page and starts it again at the same addresses, with changed settings. */
    public void restart(UnaryOperator<String> change) {
        yaml = change.apply(yaml);
        stop.run();
        start(PageUnderTest.bound(issuer.getPort()), PageUnderTest.bound(url.getPort()));
    }

    /** Returns what the command line prints for these words, followed by the settings file. */
    public String command(String... words) {
        Path file = file();
        List<String> args = new java.util.ArrayList<>(List.of(words));
        args.add(file.toString());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = PageInternals.run(out, clock, args);
        assertThat(code).as(printed.toString(StandardCharsets.UTF_8)).isZero();
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    /** Returns what {@code --doctor} prints beside the running page. */
    public String doctor() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PageInternals.run(out, clock, List.of("--doctor", file().toString()));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stop.run();
        wechat.close();
    }
}
