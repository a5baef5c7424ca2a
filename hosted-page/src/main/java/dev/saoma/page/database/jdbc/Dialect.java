package dev.saoma.page.database.jdbc;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How databases differ, as far as the product has to know. */
public enum Dialect {
    H2("jdbc:h2:", ""),
    POSTGRESQL("jdbc:postgresql:", ""),
    /** MySQL and MariaDB; WeChat's ids differ by case alone, so text is compared byte by byte. */
    MYSQL("jdbc:(mysql|mariadb):", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"),
    /** Others, such as DM, Kingbase and openGauss: tables are made by hand and only checked. */
    OTHER("jdbc:", "");

    private final String prefix;
    private final String tableOptions;

    Dialect(String prefix, String tableOptions) {
        this.prefix = prefix;
        this.tableOptions = tableOptions;
    }

    public static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.toLowerCase(Locale.ROOT).matches(dialect.prefix + ".*")) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("no JDBC address");
    }

    /** The dialect with the name that {@code --print-schema} takes; {@code dm} and {@code kingbase} are plain. */
    public static Optional<Dialect> named(String name) {
        return Optional.ofNullable(Map.of(
                        "h2",
                        H2,
                        "postgresql",
                        POSTGRESQL,
                        "mysql",
                        MYSQL,
                        "mariadb",
                        MYSQL,
                        "dm",
                        OTHER,
                        "kingbase",
                        OTHER)
                .get(name));
    }

    /** What stands behind each table's definition. */
    public String tableOptions() {
        return tableOptions;
    }
}
