package dev.saoma.e2e.support;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Node.js that Playwright brings, so that no test needs one of the machine's own. */
public final class NodeJs {
    private static final long PATIENCE_SECONDS = 120;

    private NodeJs() {}

    /** Returns a process that runs the script. */
    public static ProcessBuilder process(Path script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Driver.ensureDriverInstalled(Map.of(), false)
                .createProcessBuilder()
                .command()
                .get(0));
        command.add(script.toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /**
     * Runs the script in that folder; returns what it printed, including errors, with its exit code as the last line.
     */
    public static String run(Path folder, Path script, String... arguments) throws IOException, InterruptedException {
        Process process = process(script, arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return printed + "exit code " + process.waitFor();
    }
}
