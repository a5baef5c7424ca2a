package dev.saoma.page.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.saoma.page.settings.LimitSettings;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimitsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private int allowed(RateLimits limits, String address, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += limits.take(Budget.SIGN_INS, address).isEmpty() ? 1 : 0;
        }
        return allowed;
    }

    @Test
    @DisplayName("A20: a thousand at once from one address are too many, and others do not notice")
    void oneAddress_isLimited_othersAreNot() {
        RateLimits limits = new RateLimits(LimitSettings.STANDARD, time);

        assertThat(allowed(limits, "192.0.2.1", 1000)).isEqualTo(300);
        assertThat(allowed(limits, "192.0.2.2", 100)).isEqualTo(100);
        assertThat(limits.look(Budget.SIGN_INS, "192.0.2.1").orElseThrow())
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(allowed(limits, "192.0.2.1", 100)).isEqualTo(10);
    }

    @Test
    @DisplayName("a company of five thousand behind one address signs in within ten minutes, and no user is refused")
    void company_isNotHurt() {
        RateLimits limits = new RateLimits(LimitSettings.STANDARD, time);
        int allowed = 0;
        for (int i = 0; i < 5000; i++) {
            allowed += allowed(limits, "192.0.2.1", 1);
            pass(Duration.ofMillis(120));
        }

        assertThat(allowed).isEqualTo(5000);
    }

    @Test
    void zero_isNoLimit() {
        RateLimits limits = new RateLimits(new LimitSettings(0, 0, 0, 0, 0), time);

        assertThat(allowed(limits, "a", 10_000)).isEqualTo(10_000);
        limits.failed("a", "crm");
        assertThat(limits.doubts("a", "crm")).isEmpty();
    }

    @Test
    @DisplayName("K6: wrong secrets count for this address and application only, and are forgiven with time")
    void failures_areOfOnePair() {
        RateLimits limits = new RateLimits(LimitSettings.STANDARD, time);
        for (int i = 0; i < 30; i++) {
            assertThat(limits.doubts("192.0.2.1", "crm")).isEmpty();
            limits.failed("192.0.2.1", "crm");
        }

        assertThat(limits.doubts("192.0.2.1", "crm")).isPresent();
        assertThat(limits.doubts("192.0.2.2", "crm")).isEmpty();
        assertThat(limits.doubts("192.0.2.1", "shop")).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(limits.doubts("192.0.2.1", "crm")).isEmpty();
    }

    @Test
    @DisplayName("D3: a million addresses do not fill the memory, and who comes then is served")
    void manyAddresses_areBounded() {
        Buckets buckets = new Buckets(600, 300, time);
        for (int i = 0; i < 1_000_000; i++) {
            buckets.take("address " + i);
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(Buckets.MOST);
        assertThat(buckets.take("somebody")).isEmpty();
    }

    @Test
    @DisplayName("D9: ten thousand lines at once are a hundred, and the next one says how many there were")
    void lines_areBounded() {
        Logger logger = (Logger) LoggerFactory.getLogger("budget under test");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
        LogBudget budget = new LogBudget(logger, time);

        for (int i = 0; i < 10_000; i++) {
            budget.warn("bad callback {}", i);
        }
        assertThat(lines.list).hasSize(100);
        pass(Duration.ofSeconds(1));
        budget.error("and another {}", 1);

        assertThat(lines.list).hasSize(102);
        assertThat(lines.list.get(101).getLevel()).isEqualTo(Level.ERROR);
        assertThat(lines.list.get(100).getFormattedMessage()).startsWith("9900 lines like the next one");
        assertThat(lines.list.get(101).getFormattedMessage()).isEqualTo("and another 1");
    }
}
