package dev.saoma.page.doctor;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Database.IdentityConflicts;
import dev.saoma.page.database.jdbc.Database.Trial;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.settings.DatabaseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the product's statements on a directory's database, and reads which sign-ins failed lately. Changes nothing there.
 */
final class DirectoryExam {
    /** How long a refused sign-in counts as recent. */
    private static final Duration RECENT = Duration.ofDays(7);

    private DirectoryExam() {}

    /** Whether the database accepts every statement, and so has all tables. */
    static boolean isGood(List<Finding> ofDatabase) {
        return ofDatabase.stream().anyMatch(finding -> finding.key().equals("directory.good"));
    }

    private static Finding conflicts(IdentityConflicts found) {
        return Finding.note(
                "directory.conflicts",
                found.clientId(),
                found.howMany(),
                RECENT.toDays(),
                found.latest().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns the findings about the database and, if it is in order, about the pool's recent sign-ins. */
    static List<Finding> of(DatabaseSettings settings, String pool, Instant now) {
        Trial trial;
        try {
            trial = Database.attempt(settings, pool, now.minus(RECENT));
        } catch (DirectoryException e) {
            return List.of(Finding.bad("directory.unreachable", settings.url(), e.getMessage()));
        }
        List<Finding> findings = new ArrayList<>();
        if (trial.refused().isEmpty()) {
            findings.add(Finding.good("directory.good", settings.url(), trial.statements()));
            trial.conflicts().forEach(found -> findings.add(conflicts(found)));
            return findings;
        }
        if (trial.isEmpty()) {
            return List.of(
                    settings.schemaChecked()
                            ? Finding.bad("directory.noTables", settings.url())
                            : Finding.note("directory.new", settings.url()));
        }
        trial.refused().forEach(refused -> findings.add(Finding.bad("directory.refused", refused)));
        findings.add(Finding.bad(
                "directory.refusals", settings.url(), trial.refused().size(), trial.statements()));
        return findings;
    }
}
