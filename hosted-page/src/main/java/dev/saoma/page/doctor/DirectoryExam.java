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

/** Tries the product's statements on the database of a directory, and reads what went wrong of late. Changes nothing there. */
final class DirectoryExam {
    /** How long a refused sign-in counts as recent. */
    private static final Duration RECENT = Duration.ofDays(7);

    private DirectoryExam() {}

    /** Returns the findings about the database, and, if it is in order, about the pool's recent sign-ins. */
    static List<Finding> of(DatabaseSettings settings, String pool, Instant now) {
        List<Finding> findings = new ArrayList<>(of(settings));
        if (isGood(findings)) {
            try {
                Database.identityConflicts(settings, pool, now.minus(RECENT))
                        .forEach(found -> findings.add(conflicts(found)));
            } catch (DirectoryException e) {
                findings.add(unreachable(settings, e));
            }
        }
        return findings;
    }

    /** Whether the database has all tables. */
    static boolean isGood(List<Finding> ofDatabase) {
        return ofDatabase.stream().allMatch(finding -> finding.key().equals("directory.good"));
    }

    private static Finding conflicts(IdentityConflicts found) {
        return Finding.note(
                "directory.conflicts",
                found.clientId(),
                found.howMany(),
                RECENT.toDays(),
                found.latest().truncatedTo(ChronoUnit.SECONDS));
    }

    private static Finding unreachable(DatabaseSettings settings, DirectoryException e) {
        return Finding.bad("directory.unreachable", settings.url(), e.getMessage());
    }

    static List<Finding> of(DatabaseSettings settings) {
        Trial trial;
        try {
            trial = Database.attempt(settings);
        } catch (DirectoryException e) {
            return List.of(unreachable(settings, e));
        }
        if (trial.refused().isEmpty()) {
            return List.of(Finding.good("directory.good", settings.url(), trial.statements()));
        }
        if (trial.isEmpty()) {
            return List.of(
                    settings.schemaChecked()
                            ? Finding.bad("directory.noTables", settings.url())
                            : Finding.note("directory.new", settings.url()));
        }
        List<Finding> findings = new ArrayList<>();
        trial.refused().forEach(refused -> findings.add(Finding.bad("directory.refused", refused)));
        findings.add(Finding.bad(
                "directory.refusals", settings.url(), trial.refused().size(), trial.statements()));
        return findings;
    }
}
