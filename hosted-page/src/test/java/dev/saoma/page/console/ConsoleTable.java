package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleRoute.Kind;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.database.Duty;
import java.util.List;
import java.util.Set;

/** The console's table of addresses, for tests in other packages: what has no row here cannot be requested at all. */
public final class ConsoleTable {
    private ConsoleTable() {}

    /** What a row is in the API. */
    public enum Api {
        NONE,
        READ,
        WRITE
    }

    /**
     * A row.
     *
     * @param write whether it changes something
     * @param screen whether it shows something to administrators
     * @param separateDuties the duties that may use it where duties are separate
     * @param api its part in the API
     * @param settings whether it changes settings
     * @param members parameters or members that it accepts, in the API only
     */
    public record Row(
            String method,
            String path,
            boolean write,
            boolean screen,
            Set<Duty> duties,
            Set<Duty> separateDuties,
            boolean versioned,
            boolean freshScan,
            boolean typed,
            Api api,
            boolean settings,
            Set<String> members) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Returns all rows. */
    public static List<Row> rows() {
        EntryHandlers entry = new EntryHandlers(null, null, null);
        return Console.table(null, null, entry, null).stream()
                .map(route -> new Row(
                        route.method(),
                        route.path(),
                        route.kind() == Kind.WRITE,
                        route.kind() == Kind.SCREEN,
                        route.duties(false),
                        route.duties(true),
                        route.version() == Version.ROW,
                        route.proof().form() != null,
                        route.proof().name() != null,
                        route.kind() == Kind.API_READ
                                ? Api.READ
                                : route.kind() == Kind.API_WRITE ? Api.WRITE : Api.NONE,
                        route.what() == ConsoleRoute.What.SETTINGS,
                        route.members()))
                .toList();
    }
}
