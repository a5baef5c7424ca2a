package dev.saoma.page.database.jdbc;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The differences between databases that the product has to know. */
public enum Dialect {
    H2("jdbc:h2:", ""),
    POSTGRESQL("jdbc:postgresql:", ""),
    /** MySQL and MariaDB; WeChat's ids may differ by case alone, so text is compared byte by byte. */
    MYSQL("jdbc:(mysql|mariadb):", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"),
    /** Others, such as DM, Kingbase and openGauss: tables are created by hand and only checked. */
    OTHER("jdbc:", "");

    private static final int SOCKET_SECONDS = 5;

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

    /** Finds the dialect by its name for {@code --print-schema}; {@code dm} and {@code kingbase} are {@link #OTHER}. */
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

    /** Removes the comment marks of {@link NamedSql#text(Dialect)} that are meant for this database. */
    String opened(String sql) {
        return switch (this) {
            case H2 -> sql.replace("/*h2 ", "").replace("h2*/ ", "");
            case MYSQL -> sql.replace("/*mysql ", "").replace(" mysql*/", "");
            default -> sql;
        };
    }

    /**
     * Returns the level at which all reads of a transaction see one state: {@code REPEATABLE READ} where that covers all tables
     * from the first read on; at the highest level, MariaDB would lock the rows.
     */
    TransactionIsolationLevel snapshots() {
        return this == POSTGRESQL || this == MYSQL
                ? TransactionIsolationLevel.REPEATABLE_READ
                : TransactionIsolationLevel.SERIALIZABLE;
    }

    /** Returns the options appended to each table's definition. */
    public String tableOptions() {
        return tableOptions;
    }

    /**
     * Returns the JDBC URL with timeouts, so that calls to a hanging database end, and with shared access to an embedded one.
     */
    String address(String url) {
        switch (this) {
            case H2: // The command line, a second process, connects over loopback, authenticated by the file's own key.
                System.setProperty("h2.bindAddress", "127.0.0.1");
                return url.startsWith("jdbc:h2:file:") && !url.contains("AUTO_SERVER")
                        ? url + ";AUTO_SERVER=TRUE"
                        : url;
            case POSTGRESQL:
                return with(with(url, "socketTimeout", SOCKET_SECONDS), "connectTimeout", 2);
            case MYSQL:
                return with(with(url, "socketTimeout", SOCKET_SECONDS * 1000), "connectTimeout", 2000);
            default:
                return url;
        }
    }

    private static String with(String url, String parameter, int value) {
        return url.contains(parameter + "=") ? url : url + (url.contains("?") ? "&" : "?") + parameter + "=" + value;
    }
}
