package dev.saoma.page.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the page logs as long as this is open. */
public final class LogLines implements AutoCloseable {
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.saoma.page");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public LogLines() {
        lines.list = new CopyOnWriteArrayList<>(); // Threads of the page write while tests read.
        lines.start();
        ours.setAdditive(false);
        ours.addAppender(lines);
        ours.setLevel(Level.INFO);
    }

    /** Returns the lines with that text. */
    public List<String> with(String text) {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public void close() {
        ours.setLevel(Level.OFF);
        ours.detachAppender(lines);
        ours.setAdditive(true);
    }
}
