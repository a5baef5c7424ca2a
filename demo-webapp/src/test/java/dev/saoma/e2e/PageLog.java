package dev.saoma.e2e;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the hosted page writes to its log while this is open. */
final class PageLog implements AutoCloseable {
    private final Logger page = (Logger) LoggerFactory.getLogger("dev.saoma.page");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    PageLog() {
        lines.start();
        page.addAppender(lines);
    }

    /** Whether an error with that id has been logged. */
    boolean tells(String errorId) {
        return List.copyOf(lines.list).stream()
                .anyMatch(line -> line.getFormattedMessage().contains(" error=" + errorId));
    }

    @Override
    public void close() {
        page.detachAppender(lines);
    }
}
