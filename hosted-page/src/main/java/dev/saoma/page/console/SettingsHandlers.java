package dev.saoma.page.console;

import dev.saoma.page.console.SettingsImport.Plan;
import dev.saoma.page.console.content.LineDiff;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.TypedSettings;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Handlers for the settings as YAML: show, download, compare and import. Thread-safe. */
final class SettingsHandlers {
    private static final int UNPROCESSABLE = 422;

    private final Context context;
    private final ApplicationWords words;

    /** @param words describes mistakes in applications */
    SettingsHandlers(Context context, ApplicationWords words) {
        this.context = context;
        this.words = words;
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

    /**
     * Returns the pool's settings as one file would define them: those in the file, and the objects in the database.
     */
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

    /** Shows what a pasted file would change and the mistakes in it; resolves no references and changes nothing. */
    PageResponse compare(Call call) {
        return compared(call, 200);
    }

    private PageResponse compared(Call call, int status) {
        String text = call.text("yaml");
        TypedSettings typed;
        try {
            typed = TypedSettings.read(text);
        } catch (SettingsException e) {
            Map<String, Object> model = model(call);
            model.put("typed", SettingsDocument.withoutSecrets(text));
            model.put("mistakes", mistakes(call, e.mistakes()));
            return context.screens().page(call, UNPROCESSABLE, "settings", model);
        }
        SettingsDocument other = typed.document();
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
        model.put("typed", typed.text());
        model.put("import", other.yaml());
        Plan plan = new SettingsImport(call, typed).plan();
        model.put("mistakes", mistakes(call, plan.mistakes()));
        if (plan.mistakes().isEmpty()) {
            model.put(
                    "steps",
                    plan.steps().stream().map(step -> shown(call, step)).toList());
            model.put(
                    "applicable",
                    plan.steps().stream().anyMatch(SettingsImport.Step::changes)
                            && !context.settings().readOnly());
        }
        return context.screens().page(call, status, "settings", model);
    }

    private List<Map<String, Object>> mistakes(Call call, List<Mistake> mistakes) {
        return mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .map(mistake -> Map.<String, Object>of(
                        "line", mistake.line(),
                        "key", mistake.key(),
                        "text", words.said(call, mistake)))
                .toList();
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
    PageResponse apply(Call call) {
        SettingsImport imported;
        Plan plan;
        try {
            imported = new SettingsImport(call, TypedSettings.read(call.text("yaml")));
            plan = imported.plan();
        } catch (SettingsException e) {
            return compared(call, UNPROCESSABLE);
        }
        if (!plan.mistakes().isEmpty()) {
            return compared(call, UNPROCESSABLE);
        }
        imported.apply(plan);
        return context.done("/settings", "imported");
    }
}
