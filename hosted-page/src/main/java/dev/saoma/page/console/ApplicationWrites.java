package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.OPERATORS;
import static dev.saoma.page.console.ConsoleRoute.screen;
import static dev.saoma.page.console.ConsoleRoute.write;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Proof;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.content.ApplicationForm;
import dev.saoma.page.console.content.Snippets;
import dev.saoma.page.database.settings.ApplicationAdministration.NewSecret;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredApplication.SecretEntry;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes of applications in the database and of their secrets, with their confirmation pages. Thread-safe. */
final class ApplicationWrites {
    private static final int UNPROCESSABLE = 422;

    private final Context context;
    private final ApplicationHandlers screens;

    ApplicationWrites(Context context, ApplicationHandlers screens) {
        this.context = context;
        this.screens = screens;
    }

    /** Returns the routes of applications. */
    List<ConsoleRoute> rows() {
        Proof typed = Proof.typed(ApplicationHandlers::typedName);
        return List.of(
                screen("/applications").duty(EVERYBODY).to(screens::list),
                screen("/applications/one").duty(EVERYBODY).to(screens::one),
                screen("/applications/new").duty(OPERATORS).to(screens::newPage),
                screen("/applications/edit").duty(EVERYBODY).to(screens::editPage),
                screen("/applications/end").duty(OPERATORS).to(this::endPage),
                screen("/applications/remove").duty(OPERATORS).to(this::removePage),
                write(What.SETTINGS, "/applications/create")
                        .duty(OPERATORS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(this::create),
                write(What.SETTINGS, "/applications/change")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(this::change),
                write(What.SETTINGS, "/applications/secret")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(this::addSecret),
                write(What.SETTINGS, "/applications/end")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(typed)
                        .to(this::endSecret),
                write(What.SETTINGS, "/applications/remove")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(typed)
                        .to(this::remove));
    }

    PageResponse create(Call call) throws ConsoleError {
        ApplicationForm.Kind kind = ApplicationHandlers.kind(call.required("kind"))
                .orElseThrow(() -> new ConsoleError(Kind.INVALID, "kind: war, page or library expected"));
        String id = call.parameter("clientId").orElse("");
        Map<String, List<String>> values = ApplicationForm.values(kind, call::parameter);
        StoredApplication made;
        try {
            made = call.applications().create(call.actor(), id, values);
        } catch (SettingsException e) {
            Map<String, String> fields = ApplicationForm.fields(values);
            fields.put("clientId", id);
            call.parameter("appUrl").ifPresent(url -> fields.put("appUrl", url));
            return screens.form(
                    call,
                    UNPROCESSABLE,
                    null,
                    ApplicationHandlers.code(kind),
                    fields,
                    ApplicationForm.problems(e.mistakes()));
        }
        return made.confidential()
                ? once(call, id, call.applications().addSecret(call.actor(), id, made.version(), null))
                : back("/applications/one", Map.of("id", id), "application-added");
    }

    private PageResponse back(String path, Map<String, String> parameters, String done) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("done", done);
        return PageResponse.redirect(URI.create(context.settings().url() + WatchHandlers.query(path, all)));
    }

    /** Shows a new secret, which is in this response only. */
    private PageResponse once(Call call, String id, NewSecret secret) {
        Map<String, Object> model = new HashMap<>();
        model.put("self", "/applications");
        model.put("title", context.screens().text(call.language(), "once.secret.title", id));
        model.put("text", context.screens().text(call.language(), "once.secret.text", Snippets.variable(id)));
        model.put("value", secret.text());
        model.put("go", WatchHandlers.query("/applications/one", Map.of("id", id)));
        model.put("goText", context.screens().text(call.language(), "once.secret.go"));
        model.put("back", WatchHandlers.query("/applications/one", Map.of("id", id)));
        return context.screens().page(call, "once", model);
    }

    PageResponse change(Call call) throws ConsoleError {
        String id = call.required("id");
        Map<String, List<String>> values = ApplicationForm.values(call::parameter);
        call.applications()
                .find(id)
                .filter(before -> !before.confidential())
                .ifPresent(open -> values.put(StoredApplication.PUBLIC, List.of("true")));
        try {
            call.applications().change(call.actor(), id, call.version(), values);
        } catch (SettingsException e) {
            return screens.form(
                    call,
                    UNPROCESSABLE,
                    id,
                    "",
                    ApplicationForm.fields(values),
                    ApplicationForm.problems(e.mistakes()));
        }
        return back("/applications/one", Map.of("id", id), "application-changed");
    }

    PageResponse addSecret(Call call) throws ConsoleError {
        String overlap = call.parameter("othersEnd").orElse("");
        if (!ApplicationHandlers.OVERLAPS.contains(overlap)) {
            throw new ConsoleError(Kind.INVALID, "othersEnd: one of P1D, P7D and P30D, or nothing");
        }
        String id = call.required("id");
        Duration end = overlap.isEmpty() ? null : Duration.parse(overlap);
        return once(call, id, call.applications().addSecret(call.actor(), id, call.version(), end));
    }

    PageResponse endPage(Call call) throws ConsoleError {
        StoredApplication application = stored(call);
        SecretEntry secret = application.secrets().stream()
                .filter(one -> one.id().equals(call.parameter("secret").orElse("")))
                .findFirst()
                .orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
        String text = secret.lastAt() == null
                ? context.screens().text(call.language(), "confirm.secret.unused", secret.id())
                : context.screens()
                        .text(call.language(), "confirm.secret.text", secret.id(), Screens.time(secret.lastAt()));
        return confirm(call, application, "secret", text, Map.of("secret", secret.id()));
    }

    PageResponse removePage(Call call) throws ConsoleError {
        String text = context.screens().text(call.language(), "confirm.application.text");
        return confirm(call, stored(call), "application", text, Map.of());
    }

    private static StoredApplication stored(Call call) throws ConsoleError {
        return call.applications().find(call.required("id")).orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
    }

    private PageResponse confirm(
            Call call, StoredApplication application, String what, String text, Map<String, String> more) {
        String id = application.clientId();
        Map<String, Object> model = new HashMap<>(more);
        model.put("person", Map.of("name", id, "id", id, "version", application.version()));
        model.put("typedName", id);
        model.put("what", what);
        model.put("title", context.screens().text(call.language(), "confirm." + what + ".title"));
        model.put("text", text);
        model.put("button", context.screens().text(call.language(), "confirm." + what + ".button"));
        model.put("action", what.equals("secret") ? "/applications/end" : "/applications/remove");
        model.put("back", WatchHandlers.query("/applications/one", Map.of("id", id)));
        return context.screens().page(call, "confirm", model);
    }

    PageResponse endSecret(Call call) throws ConsoleError {
        String id = call.required("id");
        call.applications().endSecret(call.actor(), id, call.version(), call.required("secret"));
        return back("/applications/one", Map.of("id", id), "secret-ended");
    }

    PageResponse remove(Call call) throws ConsoleError {
        call.applications().remove(call.actor(), call.required("id"), call.version());
        return back("/applications", Map.of(), "application-removed");
    }
}
