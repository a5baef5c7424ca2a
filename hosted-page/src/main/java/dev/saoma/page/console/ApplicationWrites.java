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
import dev.saoma.page.console.content.Confirmation;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.content.Snippets;
import dev.saoma.page.database.settings.ApplicationAdministration.NewSecret;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredApplication.SecretEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Handlers for changes of applications in the database and of their secrets, with confirmation pages. Thread-safe. */
final class ApplicationWrites {
    private static final int UNPROCESSABLE = 422;

    private final Context context;
    private final ApplicationHandlers screens;

    ApplicationWrites(Context context, ApplicationHandlers screens) {
        this.context = context;
        this.screens = screens;
    }

    /** Returns the routes of these handlers and of the screens of applications. */
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
                : context.done(Link.to("/applications/one", id), "application-added");
    }

    /** Shows a new secret, in this response only. */
    private PageResponse once(Call call, String id, NewSecret secret) {
        String link = Link.to("/applications/one", id);
        Map<String, String> own = Map.of(
                "title", context.screens().text(call.language(), "once.secret.title", id),
                "text", context.screens().text(call.language(), "once.secret.text", Snippets.variable(id)),
                "go", link,
                "goText", context.screens().text(call.language(), "once.secret.go"));
        return context.screens().once(call, "secret", secret.text(), link, own);
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
        return context.done(Link.to("/applications/one", id), "application-changed");
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
        return confirm(call, application, "secret", Map.of("secret", secret.id(), "text", text));
    }

    PageResponse removePage(Call call) throws ConsoleError {
        return confirm(call, stored(call), "application", Map.of());
    }

    private static StoredApplication stored(Call call) throws ConsoleError {
        return call.applications().find(call.required("id")).orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
    }

    private PageResponse confirm(Call call, StoredApplication application, String what, Map<String, String> more) {
        String id = application.clientId();
        return context.screens()
                .confirm(
                        call,
                        new Confirmation(
                                what,
                                Map.of("name", id, "id", id, "version", application.version()),
                                id,
                                what.equals("secret") ? "/applications/end" : "/applications/remove",
                                Link.to("/applications/one", id),
                                more));
    }

    PageResponse endSecret(Call call) throws ConsoleError {
        String id = call.required("id");
        call.applications().endSecret(call.actor(), id, call.version(), call.required("secret"));
        return context.done(Link.to("/applications/one", id), "secret-ended");
    }

    PageResponse remove(Call call) throws ConsoleError {
        call.applications().remove(call.actor(), call.required("id"), call.version());
        return context.done("/applications", "application-removed");
    }
}
