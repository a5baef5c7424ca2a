package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.ApplicationForm;
import dev.saoma.page.console.content.ApplicationForm.Problem;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.content.Snippets;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredApplication.SecretEntry;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Handlers for the screens of a pool's applications, whether in the file or in the database. Thread-safe. */
final class ApplicationHandlers {
    static final List<String> OVERLAPS = List.of("", "P1D", "P7D", "P30D");

    private final Context context;
    private final ApplicationWords words;

    ApplicationHandlers(Context context) {
        this.context = context;
        this.words = new ApplicationWords(context);
    }

    PageResponse list(Call call) {
        Map<String, Application> running = running(call);
        Map<String, StoredApplication> stored = Map.of();
        Map<String, Long> last = Map.of();
        Map<String, Object> model = new HashMap<>();
        try {
            stored = call.applications().list().stream()
                    .collect(Collectors.toMap(StoredApplication::clientId, one -> one));
            last = call.applications().lastSignIns(running.keySet());
        } catch (RuntimeException e) {
            if (!PeopleDatabase.isFault(e)) {
                throw e;
            }
            model.put("away", true);
        }
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        for (Application one : running.values()) {
            rows.put(one.clientId(), row(call, one.clientId(), one.name(), stored.get(one.clientId()), last));
        }
        for (StoredApplication one : stored.values()) {
            String name = String.join("", one.values().getOrDefault("name", List.of()));
            rows.computeIfAbsent(one.clientId(), id -> row(call, id, name, one, Map.of()));
        }
        model.put("rows", List.copyOf(rows.values()));
        return page(call, 200, "applications", model);
    }

    private Map<String, Object> row(
            Call call, String id, String name, @Nullable StoredApplication stored, Map<String, Long> last) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("home", home(call, id));
        row.put("lastAt", last.containsKey(id) ? Screens.time(last.get(id)) : "–");
        Application running = running(call).get(id);
        row.put("secret", running == null || running.secret().isPresent());
        row.put("live", running != null);
        row.put(
                "secrets",
                stored == null ? "" : Integer.toString(stored.secrets().size()));
        return row;
    }

    /** Returns the applications in use, keyed by client id, without the console itself. */
    private static Map<String, Application> running(Call call) {
        return call.entered().pool().settings().applications().stream()
                .filter(one -> !one.clientId().equals(ConsoleSettings.CLIENT_ID))
                .collect(Collectors.toMap(Application::clientId, one -> one));
    }

    private String home(Call call, String id) {
        Optional<Integer> line = call.entered().pool().home().line(id);
        return line.map(number -> number > 0
                        ? context.screens().text(call.language(), "application.line", Integer.toString(number))
                        : context.screens().text(call.language(), "application.environment"))
                .orElseGet(() -> context.screens().text(call.language(), "application.here"));
    }

    private PageResponse page(Call call, int status, String template, Map<String, Object> model) {
        Home home = call.entered().pool().home();
        model.put("readOnly", context.settings().readOnly());
        model.put("refusal", home.refusal().orElse(""));
        return context.screens().page(call, status, template, model);
    }

    private static boolean inFile(Call call, String id) {
        return call.entered().pool().home().line(id).isPresent();
    }

    PageResponse one(Call call) throws ConsoleError {
        String id = call.required("id");
        Optional<StoredApplication> stored =
                inFile(call, id) ? Optional.empty() : call.applications().find(id);
        Optional<Application> running = Optional.ofNullable(running(call).get(id));
        if (stored.isEmpty() && running.isEmpty()) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        Map<String, Object> model = new HashMap<>();
        model.put("id", id);
        model.put("name", running.map(Application::name).orElse(id));
        model.put("home", home(call, id));
        model.put("inFile", inFile(call, id));
        model.put("live", running.isPresent());
        stored.ifPresent(one -> {
            model.put("confidential", one.confidential());
            model.put("version", one.version());
            model.put(
                    "secrets",
                    one.secrets().stream().map(secret -> secret(call, secret)).toList());
            model.put("overlaps", OVERLAPS);
        });
        running.ifPresent(application -> {
            URI issuer = call.entered().pool().settings().issuer();
            Snippets.Kind kind = Snippets.Kind.of(call.parameter("tab").orElse(""), application);
            model.put("redirectUris", application.redirectUris());
            model.put("origins", List.copyOf(application.origins()));
            model.put("snippetKind", kind.code());
            model.put(
                    "snippetKinds",
                    Arrays.stream(Snippets.Kind.values())
                            .map(Snippets.Kind::code)
                            .toList());
            model.put("snippet", Snippets.text(kind, issuer, application));
            model.put("values", kind == Snippets.Kind.LIBRARY ? Snippets.values(issuer, application) : List.of());
            model.put("variable", application.secret().isPresent() ? Snippets.variable(id) : "");
        });
        return page(call, 200, "application", model);
    }

    private Map<String, Object> secret(Call call, SecretEntry secret) {
        boolean ended =
                secret.endsAt() != null && secret.endsAt() <= context.clock().millis();
        return Map.of(
                "id",
                secret.id(),
                "addedAt",
                Screens.time(secret.addedAt()),
                "lastAt",
                secret.lastAt() == null
                        ? context.screens().text(call.language(), "application.unused")
                        : Screens.time(secret.lastAt()),
                "endsAt",
                secret.endsAt() == null ? "–" : Screens.time(secret.endsAt()),
                "state",
                ended ? "blocked" : "active",
                "stateText",
                context.screens().text(call.language(), ended ? "application.ended" : "application.counts"));
    }

    PageResponse newPage(Call call) {
        Map<String, Object> model = new HashMap<>();
        model.put(
                "kinds",
                Arrays.stream(ApplicationForm.Kind.values())
                        .map(ApplicationHandlers::code)
                        .toList());
        Optional<ApplicationForm.Kind> kind = call.parameter("kind").flatMap(ApplicationHandlers::kind);
        if (kind.isEmpty()) {
            return page(call, 200, "applicationkinds", model);
        }
        return form(call, 200, null, code(kind.get()), Map.of(), Map.of());
    }

    static String code(ApplicationForm.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Optional<ApplicationForm.Kind> kind(String code) {
        return Arrays.stream(ApplicationForm.Kind.values())
                .filter(one -> code(one).equals(code))
                .findFirst();
    }

    /**
     * Renders the form with the content of its fields and their mistakes.
     *
     * @param id client id; null for a new application
     * @param kind kind of the new application; empty for an existing one
     */
    PageResponse form(
            Call call,
            int status,
            @Nullable String id,
            String kind,
            Map<String, String> fields,
            Map<String, List<Problem>> problems) {
        Map<String, Object> model = new HashMap<>();
        model.put("id", id);
        model.put("kind", kind);
        model.put("fields", fields);
        model.put("typed", words.typed(call, kind(kind)));
        Map<String, List<String>> wrong = new HashMap<>();
        problems.forEach((field, all) -> wrong.put(
                field.equals("redirectUris") && kind.equals("war") ? "appUrl" : field,
                all.stream().map(one -> words.said(call, one)).distinct().toList()));
        model.put("wrong", wrong);
        model.put(
                "wrongOthers",
                wrong.entrySet().stream()
                        .filter(entry -> !fields.containsKey(entry.getKey())
                                && !Set.of("clientId", "appUrl").contains(entry.getKey()))
                        .flatMap(entry -> entry.getValue().stream())
                        .distinct()
                        .toList());
        call.parameter("version").ifPresent(version -> model.put("version", version));
        model.put("self", id == null ? "/applications/new?kind=" + kind : Link.to("/applications/edit", id));
        return page(call, status, "applicationform", model);
    }

    /** Shows the form of an application; if the caller cannot save it here, the form ends in YAML to copy. */
    PageResponse editPage(Call call) throws ConsoleError {
        String id = call.required("id");
        boolean file = inFile(call, id);
        Map<String, ?> written = written(call, id);
        Optional<StoredApplication> stored =
                file ? Optional.empty() : call.applications().find(id);
        if (!file && stored.isEmpty()) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        boolean draft = call.parameter("draft").isPresent();
        Map<String, List<String>> values = draft
                ? ApplicationForm.values(call::parameter)
                : stored.map(StoredApplication::values).orElseGet(() -> ApplicationForm.values(written));
        Map<String, Object> model = new HashMap<>();
        model.put("id", id);
        model.put("kind", "");
        model.put("fields", ApplicationForm.fields(values));
        model.put("wrong", Map.of());
        model.put("wrongOthers", List.of());
        model.put("typed", words.typed(call, Optional.empty()));
        model.put("home", home(call, id));
        stored.ifPresent(one -> model.put("version", one.version()));
        if (file || context.settings().readOnly() || !call.entered().may(ConsoleRoute.OPERATORS)) {
            model.put("inFile", file);
            model.put("yaml", ApplicationForm.yaml(id, values, written));
        }
        return page(call, 200, "applicationform", model);
    }

    /** Returns the entry as written in the file, without secrets. */
    private Map<String, ?> written(Call call, String id) {
        return context.page().get().document().entries(call.entered().pool().name(), "applications").stream()
                .filter(entry -> id.equals(entry.get("clientId")))
                .findFirst()
                .orElse(Map.of());
    }

    /** Returns the name to type for an application: its client id. */
    static String typedName(Call call) throws ConsoleError {
        return call.required("id");
    }
}
