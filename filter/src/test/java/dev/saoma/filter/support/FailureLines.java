package dev.saoma.filter.support;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The filter's warnings, one line each. The logger is found by name, because its class in a WAR is out of reach. */
public final class FailureLines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.saoma.filter.LoginFilter");
    private final List<String> lines = new ArrayList<>();

    private final Level least;

    public FailureLines() {
        this(Level.WARNING);
    }

    public FailureLines(Level least) {
        this.least = least;
        logger.addHandler(this);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns the lines since the last call. */
    public synchronized List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /**
     * Waits for a line that contains {@code part}: the log belongs to the process, so other tests may write to it too.
     */
    public synchronized String await(String part) throws InterruptedException {
        while (true) {
            for (String line : lines) {
                if (line.contains(part)) {
                    return line;
                }
            }
            wait();
        }
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= least.intValue()) {
            lines.add(new SimpleFormatter().formatMessage(entry));
            notifyAll();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
