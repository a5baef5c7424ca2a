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

    /** The address as drivers get it: a database that hangs is given up at last, and an embedded one can be shared. */
    String address(String url) {
        switch (this) {
            case H2: // A second process, the command line, reaches it over loopback, with the file's own key.
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
