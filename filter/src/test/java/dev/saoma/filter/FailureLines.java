package dev.saoma.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the filter logs as warnings, one line each. The logger is found by name: in a WAR its class is out of reach. */
final class FailureLines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.saoma.filter.LoginFilter");
    private final List<String> lines = new ArrayList<>();

    private final Level least;

    FailureLines() {
        this(Level.WARNING);
    }

    FailureLines(Level least) {
        this.least = least;
        logger.addHandler(this);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= least.intValue()) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
