package dev.saoma.page.console;

import dev.saoma.page.database.settings.ApplicationAdministration;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.BrandingReader;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The import of settings into the database: applications and a look that the file does not have. Everything is checked by the
 * rules of the file before anything is written; nothing is removed.
 */
final class SettingsImport {
    /** Secrets are not imported: each is generated on its application's page. */
    private static final Set<String> SECRETS = Set.of("clientId", "clientSecret", "previousClientSecret");

    private final Call call;
    private final SettingsDocument other;
    private final String pool;

    SettingsImport(Call call, SettingsDocument other) {
        this.call = call;
        this.other = other;
        this.pool = call.entered().pool().name();
    }

    /**
     * One object.
     *
     * @param outcome {@code added}, {@code changed}, {@code same}, {@code file} where the file has it, or {@code owner} where only an
     *     owner changes it, on a page of its own
     * @param kind as in {@link Stored}
     * @param version its current version; 0 if it is new
     */
    record Step(String outcome, String kind, String name, Map<String, List<String>> values, long version) {
        boolean changes() {
            return outcome.equals("added") || outcome.equals("changed");
        }
    }

    /**
     * Returns the steps of the import, without carrying them out.
     *
     * @throws SettingsException listing the mistakes in it
     */
    List<Step> steps() {
        PoolSettings settings = call.entered().pool().settings();
        ApplicationAdministration applications = call.applications();
        List<Step> steps = new ArrayList<>();
        for (Map<String, Object> entry : other.entries(pool, Stored.APPLICATIONS)) {
            String clientId = String.valueOf(entry.get("clientId"));
            if (call.entered().pool().home().line(clientId).isPresent()) {
                steps.add(new Step("file", Stored.APPLICATIONS, clientId, Map.of(), 0));
                continue;
            }
            Map<String, List<String>> values = values(entry);
            Application.check(settings, new Stored(Stored.APPLICATIONS, clientId, values, List.of()));
            Optional<StoredApplication> before = applications.find(clientId);
            boolean same = before.filter(one -> one.values().equals(values)).isPresent();
            steps.add(new Step(
                    before.isEmpty() ? "added" : same ? "same" : "changed",
                    Stored.APPLICATIONS,
                    clientId,
                    values,
                    before.map(StoredApplication::version).orElse(0L)));
        }
        look(settings).ifPresent(steps::add);
        wechat(settings).ifPresent(steps::add);
        return steps;
    }

    /** An owner enters these, since the secret comes with no import. */
    private Optional<Step> wechat(PoolSettings settings) {
        return Optional.ofNullable(other.mapping(pool, Stored.WECHAT).get("appId"))
                .map(appId -> {
                    boolean inFile =
                            call.entered().pool().home().object(Stored.WECHAT).isPresent();
                    boolean same = settings.wechat().appId().equals(appId);
                    return new Step(inFile ? "file" : same ? "same" : "owner", Stored.WECHAT, "", Map.of(), 0);
                });
    }

    private static Map<String, List<String>> values(Map<String, Object> entry) {
        Map<String, Object> own = new LinkedHashMap<>(entry);
        own.keySet().removeAll(SECRETS);
        Map<String, List<String>> values = new LinkedHashMap<>(SettingsDocument.flat(own));
        if (!entry.containsKey("clientSecret")) {
            values.put(StoredApplication.PUBLIC, List.of("true"));
        }
        return values;
    }

    private Optional<Step> look(PoolSettings settings) {
        Map<String, Object> entry = other.mapping(pool, Stored.BRANDING);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (call.entered().pool().home().object(Stored.BRANDING).isPresent()) {
            return Optional.of(new Step("file", Stored.BRANDING, "", Map.of(), 0));
        }
        Map<String, List<String>> values = SettingsDocument.flat(entry);
        Stored stored = new Stored(Stored.BRANDING, "", values, List.of());
        BrandingReader.check(settings, stored);
        boolean same = BrandingReader.literal(SettingsDocument.dump(entry), settings.loopbackHttp())
                .equals(settings.branding());
        return Optional.of(new Step(
                same ? "same" : "changed",
                Stored.BRANDING,
                "",
                values,
                call.look().version()));
    }

    /** Carries out the import, and returns the number of objects written. */
    int apply() {
        List<Step> steps = steps().stream().filter(Step::changes).toList();
        for (Step step : steps) {
            if (step.kind().equals(Stored.BRANDING)) {
                call.look().save(call.actor(), step.version(), step.values());
            } else if (step.outcome().equals("added")) {
                call.applications().create(call.actor(), step.name(), step.values());
            } else {
                call.applications().change(call.actor(), step.name(), step.version(), step.values());
            }
        }
        return steps.size();
    }
}
