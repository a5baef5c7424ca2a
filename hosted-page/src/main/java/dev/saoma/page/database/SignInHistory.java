package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Sql;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the stored log of sign-ins. */
public final class SignInHistory {
    private SignInHistory() {}

    /**
     * A row of the log of sign-ins.
     *
     * @param subject the person; a pseudonym if unknown to the directory and refused; null if not identified
     */
    public record Entry(
            long at,
            @Nullable String subject,
            String clientId,
            String method,
            String outcome,
            @Nullable String reason,
            @Nullable String errorId,
            @Nullable String address) {}

    /** Passes all rows to the consumer, newest first. */
    static void read(Transactions transactions, Consumer<Entry> to) {
        long at = Long.MAX_VALUE;
        String id = "";
        while (true) {
            long before = at;
            String than = id;
            Map<String, Entry> page = transactions.run(tables -> page(tables, before, than));
            if (page.isEmpty()) {
                return;
            }
            for (Map.Entry<String, Entry> row : page.entrySet()) {
                to.accept(row.getValue());
                at = row.getValue().at();
                id = row.getKey();
            }
        }
    }

    private static Map<String, Entry> page(PeopleTables tables, long before, String than) {
        Map<String, Entry> page = new LinkedHashMap<>();
        tables.query(Sql.SIGN_INS)
                .bind("now", before)
                .bind("id", than)
                .map((row, context) -> Map.entry(
                        row.getString("id"),
                        new Entry(
                                row.getLong("happened_at"),
                                row.getString("subject"),
                                row.getString("client_id"),
                                row.getString("sign_in_method"),
                                row.getString("outcome"),
                                row.getString("reason"),
                                row.getString("error_id"),
                                row.getString("ip"))))
                .forEach(row -> page.put(row.getKey(), row.getValue()));
        return page;
    }
}
