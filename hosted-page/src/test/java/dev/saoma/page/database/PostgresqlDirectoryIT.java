package dev.saoma.page.database;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory in a real PostgreSQL. */
class PostgresqlDirectoryIT extends DirectoryContract implements StartCases, LaterVersionCases {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    @Override
    String newDatabase() {
        return SERVER.migratedDatabase();
    }

    @Override
    public String emptyDatabase() {
        return SERVER.newDatabase();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    @DisplayName("5A: a name is found by its beginning in a database that sorts by the rules of a language")
    void names_areFoundInTheOrderOfALanguage(String language, @TempDir Path folder) {
        String url = SERVER.newDatabase("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE '" + language + "'");
        try (DirectoryNodes ofLanguage = new DirectoryNodes(folder, url)) {
            NameCases.assertNamesAreFound(ofLanguage.node("everybody", ""));
        }
    }
}
