package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.OWNERS;
import static dev.saoma.page.console.ConsoleRoute.screen;
import static dev.saoma.page.console.ConsoleRoute.write;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Proof;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.api.TokenText;
import dev.saoma.page.database.ApiTokens.ApiToken;
import dev.saoma.page.database.Duty;
import dev.saoma.page.http.PageResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Handlers for tokens of the API: list, create, revoke. Thread-safe. */
final class TokenHandlers {
    private static final String PATH = "/administrators/tokens";
    private static final List<String> DAYS = List.of("30", "90", "180", "365");

    private final Context context;

    TokenHandlers(Context context) {
        this.context = context;
    }

    /** Returns the routes of these handlers. */
    List<ConsoleRoute> rows() {
        return List.of(
                screen("/administrators/tokens").duty(EVERYBODY).to(this::list),
                write(What.PEOPLE, PATH + "/make")
                        .duty(OWNERS)
                        .version(Version.NONE)
                        .proof(Proof.freshScan(PATH))
                        .to(this::make),
                write(What.PEOPLE, PATH + "/end")
                        .duty(OWNERS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(this::end));
    }

    private PageResponse list(Call call) {
        Map<String, String> names = AuditHandlers.names(call);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "rows",
                call.apiTokens().list().stream()
                        .map(token -> row(call, token, names))
                        .toList());
        model.put(
                "duties",
                Stream.of(Duty.AUDITOR, Duty.OPERATOR, Duty.OWNER)
                        .map(duty -> Map.of(
                                "code",
                                duty.code(),
                                "text",
                                context.screens().text(call.language(), "duty." + duty.code())))
                        .toList());
        model.put("days", DAYS);
        model.put("separate", context.settings().separateDuties());
        return context.screens().page(call, "tokens", model);
    }

    private Map<String, Object> row(Call call, ApiToken token, Map<String, String> names) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", token.id());
        row.put("name", Screens.name(token.name()));
        row.put(
                "dutyText",
                context.screens().text(call.language(), "duty." + token.duty().code()));
        row.put("madeBy", names.getOrDefault(token.madeBy(), token.madeBy()));
        row.put("madeAt", Screens.time(token.madeAt()));
        row.put("expiresAt", Screens.time(token.expiresAt()));
        row.put("expired", token.expiresAt() <= context.clock().millis());
        row.put("lastAt", token.lastAt() == null ? "–" : Screens.time(token.lastAt()));
        return row;
    }

    /** Creates a token, which is shown only in this response; only its digest is stored. */
    private PageResponse make(Call call) throws ConsoleError {
        String days = call.required("days");
        if (!days.matches("[0-9]{1,3}")) {
            throw new ConsoleError(Kind.INVALID, "days: 1 to 365 expected");
        }
        String secret = call.apiTokens()
                .make(call.actor(), call.required("name"), call.requiredDuty(), Duration.ofDays(Long.parseLong(days)));
        String text = new TokenText(call.entered().pool().name(), secret).text();
        return context.screens().once(call, "token", text, PATH);
    }

    private PageResponse end(Call call) throws ConsoleError {
        call.apiTokens().end(call.actor(), call.required("id"));
        return context.done(PATH, "token");
    }
}
