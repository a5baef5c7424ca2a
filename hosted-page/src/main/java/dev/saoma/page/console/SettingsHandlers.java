package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.LineDiff;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Handlers for the settings as YAML: show, download, compare with others, and import. Thread-safe. */
final class SettingsHandlers {
    private final Context context;

    SettingsHandlers(Context context) {
        this.context = context;
    }

    PageResponse page(Call call) {
        return context.screens().page(call, "settings", model(call));
    }

    private Map<String, Object> model(Call call) {
        PoolSettings pool = call.entered().pool().settings();
        SettingsDocument document = document(call);
        List<Application> applications = pool.applications().stream()
                .filter(one -> !one.clientId().equals(ConsoleSettings.CLIENT_ID))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("yaml", document.yaml());
        model.put("variables", document.variables());
        model.put("poolName", pool.name());
        model.put("issuer", pool.issuer().toString());
        model.put("hosts", new TreeSet<>(pool.hosts()));
        model.put("appId", pool.wechat().appId());
        model.put(
                "applicationNames", applications.stream().map(Application::name).toList());
        model.put("algorithms", pool.signingAlgorithms());
        model.put(
                "session",
                pool.session().enabled()
                        ? pool.session().idle() + " / " + pool.session().lifetime()
                        : "–");
        model.put("qrLifetime", pool.qrLifetime().toString());
        return model;
    }

    /** Returns the settings of the file with the objects of the database as the file would have them, without other pools. */
    private SettingsDocument document(Call call) {
        String pool = call.entered().pool().name();
        SettingsDocument document = context.page().get().document();
        for (StoredApplication one : call.applications().list()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("clientId", one.clientId());
            if (one.confidential()) {
                entry.put("clientSecret", SettingsDocument.secretOf(one.clientId()));
            }
            entry.putAll(SettingsDocument.nested(one.values()));
            entry.remove(StoredApplication.PUBLIC);
            document = document.withEntry(pool, Stored.APPLICATIONS, entry);
        }
        for (String app : List.of("", WeChatSettings.OFFICIAL_ACCOUNT)) {
            Optional<String> appId = call.wechat(app).appId();
            document = appId.isPresent() ? document.withWeChat(pool, app, appId.get()) : document;
        }
        Map<String, List<String>> look = call.look().values();
        if (!look.isEmpty()) {
            document = document.with(pool, Stored.BRANDING, SettingsDocument.nested(look));
        }
        return document.ofPool(pool);
    }

    /** Downloads the settings. They contain no secret, so every administrator may have them. */
    PageResponse file(Call call) {
        byte[] yaml = document(call).yaml().getBytes(StandardCharsets.UTF_8);
        call.administrators().note(call.actor(), "settings-exported", null, yaml.length + " bytes");
        return PageResponse.bytes(200, "text/yaml;charset=utf-8", yaml)
                .with("Content-Disposition", "attachment; filename=\"page.yaml\"");
    }

    private static SettingsDocument typed(Call call) throws ConsoleError {
        String text = call.required("yaml");
        return SettingsDocument.parse(text)
                .orElseThrow(() -> new ConsoleError(Kind.INVALID, "yaml: settings expected, as YAML"));
    }

    /** Shows what another file would change. Its references are not resolved, and nothing is changed. */
    PageResponse compare(Call call) throws ConsoleError {
        SettingsDocument other = typed(call);
        SettingsDocument present = document(call);
        Set<String> missing = new TreeSet<>(other.variables());
        missing.removeAll(present.variables());
        Map<String, Object> model = model(call);
        model.put("compared", true);
        model.put(
                "diff",
                LineDiff.of(present.yaml(), other.yaml()).stream()
                        .map(line -> Map.of("kind", line.kind(), "text", line.text()))
                        .toList());
        model.put("missing", missing);
        model.put("typed", other.yaml());
        try {
            List<SettingsImport.Step> steps = new SettingsImport(call, other).steps();
            model.put("steps", steps.stream().map(step -> shown(call, step)).toList());
            model.put(
                    "applicable",
                    steps.stream().anyMatch(SettingsImport.Step::changes)
                            && !context.settings().readOnly());
        } catch (SettingsException e) {
            model.put("mistakes", String.valueOf(e.getMessage()));
        }
        return context.screens().page(call, "settings", model);
    }

    private Map<String, Object> shown(Call call, SettingsImport.Step step) {
        return Map.of(
                "name",
                step.kind().equals(Stored.APPLICATIONS)
                        ? step.name()
                        : context.screens()
                                .text(call.language(), step.kind().equals(Stored.WECHAT) ? "rail.wechat" : "rail.look"),
                "outcome",
                step.changes() ? "open" : "note",
                "text",
                context.screens().text(call.language(), "settings.step." + step.outcome()));
    }

    /** Imports the objects that belong to the database. The file is not changed. */
    PageResponse apply(Call call) throws ConsoleError {
        try {
            new SettingsImport(call, typed(call)).apply();
        } catch (SettingsException e) {
            throw new ConsoleError(Kind.INVALID, String.valueOf(e.getMessage()));
        }
        return context.done("/settings", "imported");
    }
}
