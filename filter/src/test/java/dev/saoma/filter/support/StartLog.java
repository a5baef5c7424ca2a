package dev.saoma.filter.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What an operator reads when an application does not start: some containers throw the reason, some only log it. */
public final class StartLog extends Handler implements AutoCloseable {
    private final StringWriter text = new StringWriter();
    private final StringBuffer formatted = new StringBuffer();
    private final Logger root = Logger.getLogger("");
    private final Handler[] others = root.getHandlers();

    public StartLog() {
        for (Handler other : others) {
            root.removeHandler(other);
        }
        root.addHandler(this);
    }

    public void add(Throwable thrown) {
        thrown.printStackTrace(new PrintWriter(text, true));
    }

    public String text() {
        return text.toString();
    }

    /** Returns the lines with their values filled in. */
    public String formatted() {
        return formatted.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        text.append(String.valueOf(entry.getMessage())).append('\n');
        formatted.append(new SimpleFormatter().formatMessage(entry)).append('\n');
        if (entry.getThrown() != null) {
            add(entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        for (Handler other : others) {
            root.addHandler(other);
        }
    }
}
