package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.support.Pause;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A directory whose database becomes available after the page. */
@Timeout(300)
class LateDirectoryTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(LateDirectory.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static DirectoryException away(String message) {
        return new DirectoryException(message, null, true);
    }

    @Test
    @DisplayName(
            "a database that is away in several ways is logged once, another failure again, and nothing is recorded while sign-ins were impossible")
    void sameFault_isLoggedOnce() {
        AtomicInteger tries = new AtomicInteger();
        List<String> waysToBeAway = List.of("connection refused.", "no connection within 301 ms.", "starting up.");
        Supplier<Directory> opening = () -> {
            int number = tries.incrementAndGet();
            if (number <= 3) {
                throw away(waysToBeAway.get(number - 1));
            }
            if (number == 4) {
                throw new IllegalStateException("the tables are not ours");
            }
            return new OpenDirectory();
        };
        try (Directory directory = LateDirectory.of(opening)) {
            assertThat(directory.isReady()).isFalse();
            assertThat(directory.state()).hasValueSatisfying(state -> {
                assertThat(state.responds()).isFalse();
                assertThat(state.ready()).isFalse();
            });
            directory.record(new SignInRecord(
                    null, null, new Visit("crm", "redirect", null, null, Optional.empty()), "refused", null, null));

            while (!directory.isReady()) {
                Pause.briefly(); // Ends at the class's timeout.
            }

            assertThat(tries).hasValue(5);
            assertThat(errors())
                    .containsExactly(
                            "SIGN-IN IS NOT POSSIBLE YET: connection refused. The page has started and keeps trying to"
                                    + " connect.",
                            "SIGN-IN IS NOT POSSIBLE YET: the tables are not ours");
            assertThat(directory.state()).isEmpty();
        }
    }

    @Test
    void faultOfTheSettings_isThrown() {
        assertThatThrownBy(() -> LateDirectory.of(() -> {
                    throw new DirectoryException("wrong password", null, false);
                }))
                .hasMessage("wrong password");
        assertThat(errors()).isEmpty();
    }

    @Test
    void closedBeforeItsDatabaseCame_closesWhatComes() {
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        AtomicReference<Directory> late = new AtomicReference<>();
        Supplier<Directory> opening = () -> {
            if (tries.incrementAndGet() == 1) {
                throw away("connection refused.");
            }
            late.get().close(); // While it is being opened.
            return counting(closed);
        };
        late.set(LateDirectory.of(opening));

        while (closed.get() == 0) {
            Pause.briefly(); // Ends at the class's timeout.
        }
        assertThat(closed).hasValue(1);
        assertThat(late.get().isReady()).isFalse();
    }

    /** Returns an open directory that counts how often it is closed. */
    private static Directory counting(AtomicInteger closed) {
        return (Directory) Proxy.newProxyInstance(
                Directory.class.getClassLoader(), new Class<?>[] {Directory.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.incrementAndGet();
                        return null;
                    }
                    return method.invoke(new OpenDirectory(), arguments);
                });
    }
}
