package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleRoute.Kind;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.database.Duty;
import java.util.List;
import java.util.Set;

/** The console's table of addresses, for tests in other packages: what is in no row here cannot be asked for at all. */
public final class ConsoleTable {
    private ConsoleTable() {}

    /**
     * A row.
     *
     * @param write whether it changes something
     * @param screen whether it shows something to administrators
     */
    public record Row(
            String method,
            String path,
            boolean write,
            boolean screen,
            Set<Duty> duties,
            boolean versioned,
            boolean freshScan,
            boolean typed) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All rows. */
    public static List<Row> rows() {
        EntryHandlers entry = new EntryHandlers(null, null, null);
        return Console.table(
                        entry,
                        new WatchHandlers(null, null),
                        new TestHandlers(null),
                        new Console.SetUpHandlers(
                                new WeChatHandlers(null, null), new LookHandlers(null), new SettingsHandlers(null)),
                        new AuditHandlers(null),
                        new PeopleHandlers(null),
                        new PeopleWrites(null),
                        new AdministratorHandlers(null, entry, null))
                .stream()
                .map(route -> new Row(
                        route.method(),
                        route.path(),
                        route.kind() == Kind.WRITE,
                        route.kind() == Kind.SCREEN,
                        route.duties(),
                        route.version() == Version.ROW,
                        route.proof().freshScan(),
                        route.proof().name() != null))
                .toList();
    }
}
