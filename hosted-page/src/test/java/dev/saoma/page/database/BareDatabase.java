package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.settings.PageSettings;
import java.nio.file.Path;
import java.util.Map;

/** A database with the directory's tables and nothing else, for tests of single parts. */
public final class BareDatabase {
    private BareDatabase() {}

    /** Opens the database at that JDBC URL, and creates its tables. */
    public static Database open(String url) {
        String yaml = """
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                directory: { database: { url: "%s" } }
                applications: [{ clientId: crm, name: CRM, redirectUris: [https://crm.example.com/cb] }]
                """.formatted(url);
        return Database.open(PageSettings.parse(yaml, Path.of(""), Map.of())
                .pool()
                .directory()
                .orElseThrow()
                .database());
    }
}
