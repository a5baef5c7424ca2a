package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last row of a pool's audit, recorded in a small file beside the signing keys: write access to the database alone is not
 * enough to truncate the audit unnoticed. Each node keeps its own file, and logs the row once a day. Called by one thread.
 */
public final class AuditHead {
    private static final Logger LOG = LoggerFactory.getLogger(AuditHead.class);
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([A-Za-z0-9_-]{43})\\s*");
    private static final Duration LOGGED_EVERY = Duration.ofDays(1);

    private final Path file;
    private final String pool;
    private final Transactions transactions;
    private final Clock clock;
    private Optional<Head> noted;
    private Instant nextLog = Instant.MIN;
    private boolean complained;

    AuditHead(Path file, String pool, Transactions transactions, Clock clock) {
        this.file = file;
        this.pool = pool;
        this.transactions = transactions;
        this.clock = clock;
        this.noted = read();
    }

    /** Returns the file's path, such as {@code signing-key.audit} beside {@code signing-key.json}. */
    static Path file(Path signingKeys) {
        String name = signingKeys.getFileName().toString();
        return signingKeys.resolveSibling(name.replaceFirst("\\.json$", "") + ".audit");
    }

    private record Head(long seq, String mac) {}

    /** Returns number and MAC of the recorded row; empty if none has been recorded. */
    Map<Long, String> noted() {
        return noted.map(head -> Map.of(head.seq(), head.mac())).orElse(Map.of());
    }

    /**
     * Records the current last row. If the audit does not continue from the row recorded before, logs an error and keeps the
     * earlier record.
     */
    public void note() {
        try {
            Head now = transactions.run(tables -> {
                PeopleTables.PoolRow row = tables.pool().orElseThrow();
                return new Head(row.auditSeq(), row.auditHead());
            });
            if (now.seq() == 0 && noted.isEmpty()) {
                return;
            }
            if (!noted.equals(Optional.of(now))) {
                if (noted.isPresent() && !goesOn(noted.get(), now)) {
                    complain(noted.get());
                    return;
                }
                write(now);
            }
            log(now);
        } catch (JdbiException e) {
            LOG.debug("the head of the audit cannot be read", e);
        }
    }

    private boolean goesOn(Head before, Head now) {
        if (now.seq() < before.seq()) {
            return false;
        }
        return transactions.run(tables -> {
            Optional<String> mac = tables.query(Sql.AUDIT_MAC)
                    .bind("seq", before.seq())
                    .mapTo(String.class)
                    .findOne();
            Optional<Long> first =
                    tables.query(Sql.AUDIT_FIRST).mapTo(Long.class).findOne();
            boolean tooOldToBeKept = first.isEmpty() || first.get() > before.seq();
            return mac.map(before.mac()::equals).orElse(tooOldToBeKept);
        });
    }

    private void complain(Head before) {
        if (!complained) {
            complained = true;
            LOG.error(
                    "THE AUDIT OF POOL {} DOES NOT CONTINUE FROM ROW {}, which {} records: rows were removed or changed in the"
                            + " database. --verify-audit shows which. If this is another database than before, delete the file.",
                    pool,
                    before.seq(),
                    file);
        }
    }

    /** Logs the row once a day, changed or not, so that a log kept elsewhere contains one for every day. */
    private void log(Head now) {
        if (!clock.instant().isBefore(nextLog)) {
            LOG.info("event=audit-head pool={} row={} proof={}", pool, now.seq(), now.mac());
            nextLog = clock.instant().plus(LOGGED_EVERY);
        }
    }

    private void write(Head now) {
        noted = Optional.of(now);
        try {
            Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "audit", ".tmp");
            Files.writeString(next, now.seq() + " " + now.mac() + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                LOG.warn("{} cannot be written ({}): a cut end of the audit will not be detected", file, e.toString());
            }
        }
    }

    private Optional<Head> read() {
        try {
            Matcher line = LINE.matcher(Files.exists(file) ? Files.readString(file) : "");
            return line.matches()
                    ? Optional.of(new Head(Long.parseLong(line.group(1)), line.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({})", file, e.toString());
            return Optional.empty();
        }
    }
}
