package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.LineDiff;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.document.SettingsDocument;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The settings as YAML: to read, to keep, and to compare with others before anything is changed. Thread-safe. */
final class SettingsHandlers {
    private static final int MAX_CHARS = 200_000;

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

    private SettingsDocument document(Call call) {
        return context.page().get().document().ofPool(call.entered().pool().name());
    }

    /** The same as a file. It holds no secret, so whoever may read may have it. */
    PageResponse file(Call call) {
        byte[] yaml = document(call).yaml().getBytes(StandardCharsets.UTF_8);
        call.administrators().note(call.actor(), "settings-exported", null, yaml.length + " bytes");
        return PageResponse.bytes(200, "text/yaml;charset=utf-8", yaml)
                .with("Content-Disposition", "attachment; filename=\"page.yaml\"");
    }

    /** What another file would change. Nothing is read from the places it refers to, and nothing is changed. */
    PageResponse compare(Call call) throws ConsoleError {
        String text = call.required("yaml");
        if (text.length() > MAX_CHARS) {
            throw new ConsoleError(Kind.INVALID, "yaml: longer than " + MAX_CHARS + " characters");
        }
        SettingsDocument other = SettingsDocument.parse(text)
                .orElseThrow(() -> new ConsoleError(Kind.INVALID, "yaml: settings expected, as YAML"));
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
        return context.screens().page(call, "settings", model);
    }
}
