package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Chart;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.state.Doctors;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.Reports;
import dev.saoma.page.database.Reports.Counts;
import dev.saoma.page.database.Reports.Cursor;
import dev.saoma.page.database.Reports.SignIn;
import dev.saoma.page.database.Reports.SignInFilter;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Handlers for the overview and the log of sign-ins. Thread-safe. */
final class WatchHandlers {
    private static final List<String> DAYS = List.of("1", "7", "30", "400");
    private static final List<String> OUTCOMES = List.of("finished", "refused", "declined");
    private static final List<String> REASONS = List.of(
            "unknown_person", "blocked", "role_missing", "identity_conflict", "session_ended", "too_many_waiting");
    private static final int MAX_CSV_ROWS = 50_000;

    private final Context context;
    private final Doctors doctors;

    WatchHandlers(Context context, Doctors doctors) {
        this.context = context;
        this.doctors = doctors;
    }

    PageResponse overview(Call call) {
        Instant now = context.clock().instant();
        Map<String, Object> model = new HashMap<>();
        try {
            Counts counts = call.reports().counts(now.minus(Duration.ofDays(30)).toEpochMilli());
            model.put(
                    "hours",
                    Chart.hours(counts.finished(), counts.refused(), now).model());
            model.put(
                    "days", Chart.days(counts.finished(), counts.refused(), now).model());
            model.put("reasons", reasons(call, counts.reasons()));
            model.put("waiting", counts.waiting());
            model.put("orders", call.orders().list().size());
        } catch (RuntimeException e) {
            if (!PeopleDatabase.isFault(e)) {
                throw e;
            }
            model.put("away", true); // The doctor's findings are shown even without the database.
        }
        model.putAll(
                context.screens().examination(call, doctors.of(call.entered().pool()), finding -> true));
        return context.screens().page(call, "overview", model);
    }

    private List<Map<String, Object>> reasons(Call call, Map<String, Long> counts) {
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        return counts.entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "text", context.screens().word(call.language(), "reason", entry.getKey()),
                        "code", entry.getKey(),
                        "count", entry.getValue(),
                        "width", Math.max(1, entry.getValue() * 100 / most)))
                .toList();
    }

    /** The filter that a request selects, and its parameters for links. */
    private record Query(SignInFilter filter, Map<String, String> parameters) {}

    private Query query(Call call) throws ConsoleError {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : List.of("days", "client", "outcome", "reason", "way", "id", "ip")) {
            call.parameter(name).ifPresent(text -> parameters.put(name, text));
        }
        String days = parameters.getOrDefault("days", "30");
        if (!DAYS.contains(days)) {
            throw new ConsoleError(Kind.INVALID, "days: one of " + DAYS + " expected");
        }
        Instant now = context.clock().instant();
        SignInFilter filter = new SignInFilter(
                now.minus(Duration.ofDays(Long.parseLong(days))).toEpochMilli(),
                new Cursor(
                        number(call, "before", now.toEpochMilli()),
                        call.parameter("beforeId").orElse("~")),
                parameters.get("client"),
                parameters.get("way"),
                parameters.get("outcome"),
                parameters.get("reason"),
                parameters.get("id"),
                parameters.get("ip"));
        return new Query(filter, parameters);
    }

    static long number(Call call, String name, long otherwise) throws ConsoleError {
        Optional<String> text = call.parameter(name);
        if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
            throw new ConsoleError(Kind.INVALID, name + ": a number expected");
        }
        return text.map(Long::valueOf).orElse(otherwise);
    }

    PageResponse signIns(Call call) throws ConsoleError {
        Query query = query(call);
        List<SignIn> rows = call.reports().signIns(query.filter());
        Map<String, Object> model = new HashMap<>();
        model.put("rows", rows.stream().map(row -> signIn(call, row)).toList());
        model.put("said", query.parameters());
        model.put("chosenDays", query.parameters().getOrDefault("days", "30"));
        model.put("dayChoices", DAYS);
        model.put("outcomes", choices(call, "outcome", OUTCOMES));
        model.put("reasons", choices(call, "reason", REASONS));
        model.put(
                "clients",
                call.entered().pool().settings().applications().stream()
                        .map(Application::clientId)
                        .toList());
        model.put("csv", Link.to("/sign-ins.csv", query.parameters()));
        if (rows.size() == Reports.PAGE) {
            SignIn last = rows.get(rows.size() - 1);
            Map<String, String> more = new LinkedHashMap<>(query.parameters());
            more.put("before", Long.toString(last.at()));
            more.put("beforeId", last.id());
            model.put("more", Link.to("/sign-ins", more));
        }
        return context.screens().page(call, "signins", model);
    }

    private List<Map<String, Object>> choices(Call call, String prefix, List<String> codes) {
        return codes.stream()
                .map(code -> Map.<String, Object>of(
                        "code", code, "text", context.screens().word(call.language(), prefix, code)))
                .toList();
    }

    private Map<String, Object> signIn(Call call, SignIn row) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("at", Screens.time(row.at()));
        shown.put("client", row.clientId());
        shown.put("way", context.screens().word(call.language(), "way", row.method()));
        shown.put("outcome", row.outcome());
        shown.put("outcomeText", context.screens().word(call.language(), "outcome", row.outcome()));
        shown.put("reason", context.screens().word(call.language(), "reason", row.reason()));
        shown.put("subject", row.who().subject());
        shown.put(
                "person",
                row.who().subject() == null ? "–" : Screens.name(row.who().name()));
        shown.put("ip", row.trace().ip() == null ? "" : row.trace().ip());
        return shown;
    }

    /** Exports all sign-ins that match the filter, unless there are too many; the audit records the export. */
    PageResponse signInsCsv(Call call) throws ConsoleError {
        Query query = query(call);
        Csv csv = new Csv("time", "application", "way", "outcome", "reason", "id", "name", "address", "agent", "error");
        SignInFilter filter = query.filter();
        List<SignIn> page;
        int count = 0;
        do {
            page = call.reports().signIns(filter);
            page.forEach(row -> csv.row(
                    Instant.ofEpochMilli(row.at()).toString(),
                    row.clientId(),
                    row.method(),
                    row.outcome(),
                    row.reason(),
                    row.who().subject(),
                    row.who().name(),
                    row.trace().ip(),
                    row.trace().agent(),
                    row.trace().errorId()));
            count += page.size();
            if (!page.isEmpty()) {
                SignIn last = page.get(page.size() - 1);
                filter = new SignInFilter(
                        filter.since(),
                        new Cursor(last.at(), last.id()),
                        filter.clientId(),
                        filter.method(),
                        filter.outcome(),
                        filter.reason(),
                        filter.subject(),
                        filter.ip());
            }
        } while (page.size() == Reports.PAGE && count < MAX_CSV_ROWS);
        if (page.size() == Reports.PAGE) {
            throw new ConsoleError(
                    Kind.REFUSED, "more than " + MAX_CSV_ROWS + " rows: choose a shorter time or a narrower filter");
        }
        call.administrators().note(call.actor(), "sign-ins-exported", null, count + " rows");
        return csv.response("sign-ins.csv");
    }
}
