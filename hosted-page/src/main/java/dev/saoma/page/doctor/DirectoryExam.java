package dev.saoma.page.doctor;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Database.Trial;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.settings.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;

/** Tries the product's statements on the database of a directory, and leaves nothing there. */
final class DirectoryExam {
    private DirectoryExam() {}

    static List<Finding> of(DatabaseSettings settings) {
        Trial trial;
        try {
            trial = Database.attempt(settings);
        } catch (DirectoryException e) {
            return List.of(Finding.bad("directory.unreachable", settings.url(), e.getMessage()));
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
