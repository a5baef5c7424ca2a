package dev.saoma.sandbox;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The sandbox as a program; {@code --help} lists its options. Runs until it is interrupted. */
public final class SandboxMain {

    private static final String LOGGING = "logback.configurationFile";

    private SandboxMain() {}

    /** Starts the sandbox; exit status 2 for invalid arguments, 1 if it cannot listen. */
    public static void main(String... arguments) throws InterruptedException {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "dev/saoma/sandbox/logback.xml");
        }
        int status = run(System.out, System.err, arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        SandboxArguments parsed;
        try {
            parsed = SandboxArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Try --help.");
            return 2;
        }
        if (parsed.help()) {
            out.println(SandboxArguments.HELP);
            return 0;
        }
        try (WeChatSandbox sandbox = parsed.start()) {
            out.println(parsed.announcement(sandbox));
            new CountDownLatch(1).await();
            return 0;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
