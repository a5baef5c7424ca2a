package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.OPERATORS;
import static dev.saoma.page.console.ConsoleRoute.apiRead;
import static dev.saoma.page.console.ConsoleRoute.apiWrite;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.api.Problem;
import dev.saoma.page.database.settings.ApplicationAdministration.NewSecret;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredApplication.SecretEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** API handlers for applications and their secrets; they call the same operations as the forms. Thread-safe. */
final class ApiApplications {
    private static final int MOST_OVERLAP_DAYS = 90;

    /** Returns the routes of these handlers. */
    List<ConsoleRoute> rows() {
        String one = "/api/v1/applications/{id}";
        return List.of(
                apiRead("/api/v1/applications").duty(EVERYBODY).members().to(this::list),
                apiRead(one).duty(EVERYBODY).members().to(this::one),
                change("POST", "/api/v1/applications", Version.NONE)
                        .members("clientId", "values")
                        .to(this::create),
                change("PUT", one, Version.ROW).members("values").to(this::change),
                change("DELETE", one, Version.ROW).members().to(this::remove),
                change("POST", one + "/secrets", Version.ROW)
                        .members("othersEndAfterDays")
                        .to(this::addSecret),
                change("POST", one + "/end-secret", Version.ROW)
                        .members("secret")
                        .to(this::endSecret));
    }

    private static ConsoleRoute.Unlisted change(String method, String path, Version version) {
        return apiWrite(What.SETTINGS, method, path).duty(OPERATORS).version(version);
    }

    /** Returns the applications in use, keyed by client id, without the console itself. */
    private static Map<String, Application> running(Call call) {
        return call.caller().pool().settings().applications().stream()
                .filter(one -> !one.clientId().equals(ConsoleSettings.CLIENT_ID))
                .collect(Collectors.toMap(Application::clientId, one -> one));
    }

    private PageResponse list(Call call) {
        Map<String, Application> running = running(call);
        Map<String, Long> last = call.applications().lastSignIns(running.keySet());
        Map<String, Map<String, Object>> items = new TreeMap<>();
        running.forEach((id, one) -> items.put(id, shown(call, id, one, null)));
        call.applications()
                .list()
                .forEach(one ->
                        items.put(one.clientId(), shown(call, one.clientId(), running.get(one.clientId()), one)));
        items.forEach((id, item) -> item.put("lastSignInAt", ApiLists.time(last.get(id))));
        return PageResponse.json(200, Map.of("items", List.copyOf(items.values())));
    }

    /** Renders an application; each secret appears only as its id and times. */
    private static Map<String, Object> shown(
            Call call, String id, @Nullable Application running, @Nullable StoredApplication stored) {
        Optional<Integer> line = call.caller().pool().home().line(id);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("clientId", id);
        shown.put("name", running == null ? null : running.name());
        shown.put("home", line.isPresent() ? "file" : "database");
        shown.put("line", line.filter(number -> number > 0).orElse(null));
        shown.put("inUse", running != null);
        if (running != null) {
            shown.put("redirectUris", running.redirectUris());
        }
        if (stored != null && line.isEmpty()) {
            shown.put("values", stored.values());
            shown.put(
                    "secrets",
                    stored.secrets().stream().map(ApiApplications::secret).toList());
            shown.put("version", stored.version());
        }
        return shown;
    }

    private static Map<String, Object> secret(SecretEntry secret) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", secret.id());
        shown.put("addedAt", ApiLists.time(secret.addedAt()));
        shown.put("endsAt", ApiLists.time(secret.endsAt()));
        shown.put("lastAt", ApiLists.time(secret.lastAt()));
        return shown;
    }

    private PageResponse one(Call call) throws ConsoleError {
        return one(call, call.body().id(), 200, Map.of());
    }

    private PageResponse one(Call call, String id, int status, Map<String, Object> more) throws ConsoleError {
        Application running = running(call).get(id);
        StoredApplication stored = call.applications().find(id).orElse(null);
        if (running == null && stored == null) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        Map<String, Object> shown = shown(call, id, running, stored);
        shown.putAll(more);
        PageResponse response = PageResponse.json(status, shown);
        return shown.containsKey("version") ? response.with("ETag", "\"" + shown.get("version") + "\"") : response;
    }

    /** Returns the client id in the path, or fails with 404 if there is no such application. */
    private static String known(Call call) throws ConsoleError {
        String id = call.body().id();
        if (!running(call).containsKey(id) && call.applications().find(id).isEmpty()) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        return id;
    }

    private static Problem mistakes(SettingsException e) {
        return Problem.invalid(e.mistakes().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }

    /** Creates an application; its secret is shown only in this response. */
    private PageResponse create(Call call) throws ConsoleError, Problem {
        String id = call.body().requiredText("clientId");
        try {
            StoredApplication made =
                    call.applications().create(call.actor(), id, call.body().lists("values"));
            return made.confidential()
                    ? withSecret(call, id, call.applications().addSecret(call.actor(), id, made.version(), null))
                    : one(call, id, 201, Map.of());
        } catch (SettingsException e) {
            throw mistakes(e);
        }
    }

    private PageResponse withSecret(Call call, String id, NewSecret secret) throws ConsoleError {
        return one(call, id, 201, Map.of("secret", secret.text(), "secretId", secret.id()));
    }

    private PageResponse change(Call call) throws ConsoleError, Problem {
        String id = known(call);
        Map<String, List<String>> values = new LinkedHashMap<>(call.body().lists("values"));
        call.applications()
                .find(id)
                .filter(before -> !before.confidential())
                .ifPresent(open -> values.putIfAbsent(StoredApplication.PUBLIC, List.of("true")));
        try {
            call.applications().change(call.actor(), id, call.version(), values);
        } catch (SettingsException e) {
            throw mistakes(e);
        }
        return one(call, id, 200, Map.of());
    }

    private PageResponse remove(Call call) throws ConsoleError {
        String id = known(call);
        call.applications().remove(call.actor(), id, call.version());
        return PageResponse.json(200, Map.of("clientId", id));
    }

    private PageResponse addSecret(Call call) throws ConsoleError, Problem {
        Integer days = call.body().number("othersEndAfterDays").orElse(null);
        if (days != null && days > MOST_OVERLAP_DAYS) {
            throw Problem.invalid("othersEndAfterDays: at most " + MOST_OVERLAP_DAYS);
        }
        Duration end = days == null ? null : Duration.ofDays(days);
        String id = known(call);
        return withSecret(call, id, call.applications().addSecret(call.actor(), id, call.version(), end));
    }

    private PageResponse endSecret(Call call) throws ConsoleError, Problem {
        String id = known(call);
        call.applications()
                .endSecret(call.actor(), id, call.version(), call.body().requiredText("secret"));
        return one(call, id, 200, Map.of());
    }
}
