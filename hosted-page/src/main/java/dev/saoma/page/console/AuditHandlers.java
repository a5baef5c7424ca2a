package dev.saoma.page.console;

import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.Reports;
import dev.saoma.page.database.Reports.AuditRow;
import dev.saoma.page.http.PageResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handlers for the audit: who did what, with values before and after, and whether the chain is intact. Thread-safe. */
final class AuditHandlers {
    private final Context context;

    AuditHandlers(Context context) {
        this.context = context;
    }

    PageResponse page(Call call) throws ConsoleError {
        List<AuditRow> rows = call.reports().audit(WatchHandlers.number(call, "before", Long.MAX_VALUE));
        Map<String, String> names = names(call);
        Map<String, Object> model = new HashMap<>();
        model.put("rows", rows.stream().map(row -> row(call, row, names)).toList());
        if (rows.size() == Reports.PAGE) {
            model.put("more", "/audit?before=" + rows.get(rows.size() - 1).seq());
        }
        if (call.parameter("verify").isPresent()) {
            Optional<String> fault = call.verifyAudit();
            model.put("verified", fault.isEmpty());
            model.put("fault", fault.orElse(""));
        }
        return context.screens().page(call, "audit", model);
    }

    /** Returns display names by actor, for the existing administrators and tokens. */
    static Map<String, String> names(Call call) {
        Map<String, String> names = new HashMap<>();
        call.administrators()
                .list()
                .forEach((Administrator one) -> names.put("adm:" + one.id(), Screens.name(one.name())));
        call.apiTokens().list().forEach(token -> names.put("token:" + token.id(), Screens.name(token.name())));
        return names;
    }

    private Map<String, Object> row(Call call, AuditRow row, Map<String, String> names) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("seq", row.seq());
        shown.put("at", Screens.time(row.at()));
        shown.put("actor", row.actor());
        shown.put("name", names.get(row.actor()));
        shown.put("shell", row.actor().startsWith("shell:"));
        shown.put("action", context.screens().word(call.language(), "action", row.action()));
        shown.put("lines", lines(row.details()));
        return shown;
    }

    /** Splits details into lines, with values before and after on lines of their own. */
    private static List<Map<String, Object>> lines(List<String> details) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String detail : details) {
            int colon = detail.indexOf(": ");
            int arrow = detail.indexOf(" → ");
            if (arrow < 0 || colon > arrow) {
                lines.add(line("same", detail));
                continue;
            }
            if (colon > 0) {
                lines.add(line("same", detail.substring(0, colon)));
            }
            lines.add(line("gone", detail.substring(colon < 0 ? 0 : colon + 2, arrow)));
            lines.add(line("new", detail.substring(arrow + 3)));
        }
        return lines;
    }

    private static Map<String, Object> line(String kind, String text) {
        return Map.of("kind", kind, "text", DisplayText.of(text));
    }

    /** Exports the audit, for auditors only. */
    PageResponse csv(Call call) {
        Csv csv = new Csv("number", "time", "actor", "duty", "action", "details");
        List<AuditRow> page;
        long before = Long.MAX_VALUE;
        do {
            page = call.reports().audit(before);
            for (AuditRow row : page) {
                csv.row(
                        Long.toString(row.seq()),
                        Instant.ofEpochMilli(row.at()).toString(),
                        row.actor(),
                        row.duty(),
                        row.action(),
                        String.join(" | ", row.details()));
                before = row.seq();
            }
        } while (page.size() == Reports.PAGE);
        call.administrators().note(call.actor(), "audit-exported", null, "all rows");
        return csv.response("audit.csv");
    }

    /** Makes audit text safe to show, by dropping characters that could reverse or hide the text around it. */
    private static final class DisplayText {
        static String of(@Nullable String text) {
            StringBuilder shown = new StringBuilder();
            String.valueOf(text)
                    .codePoints()
                    .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                    .forEach(shown::appendCodePoint);
            return shown.toString();
        }
    }
}
