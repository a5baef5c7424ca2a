package dev.saoma.page.console;

import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.BrandingReader;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.TypedSettings;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Imports settings into the database: applications and the look, unless the file defines them. Everything is checked by the
 * rules of the file before anything is written; nothing is removed.
 */
final class SettingsImport {
    /**
     * Keys that are not imported as values: the id is separate, and secrets are generated on the application's page.
     */
    private static final Set<String> SECRETS = Set.of("clientId", "clientSecret", "previousClientSecret");

    private static final String OTHER_KIND =
            "an application keeps its kind, with a secret or without: make another one";

    private final Call call;
    private final TypedSettings typed;
    private final SettingsDocument other;
    private final String pool;

    SettingsImport(Call call, TypedSettings typed) {
        this.call = call;
        this.typed = typed;
        this.other = typed.document();
        this.pool = call.entered().pool().name();
    }

    /**
     * One object of the import.
     *
     * @param outcome {@code added}, {@code changed}, {@code same}, {@code file} if the file defines it, or {@code owner} if
     *     only an owner can change it, on a separate page
     * @param kind as in {@link Stored}
     * @param version its current version; 0 if it is new
     */
    record Step(String outcome, String kind, String name, Map<String, List<String>> values, long version) {
        boolean changes() {
            return outcome.equals("added") || outcome.equals("changed");
        }
    }

    /**
     * The effect that an import would have.
     *
     * @param mistakes what has to be corrected first, at most one mistake per key
     */
    record Plan(List<Step> steps, List<Mistake> mistakes) {}

    /** Returns the steps of the import, without carrying them out. */
    Plan plan() {
        PoolSettings settings = call.entered().pool().settings();
        List<Step> steps = new ArrayList<>();
        Map<String, Mistake> mistakes = new LinkedHashMap<>();
        typed.mistakes().forEach(mistake -> mistakes.put(mistake.key(), mistake));
        if (typed.lacks(pool)) {
            add(mistakes, "pools", "has no pool of the name \"" + pool + "\".", "Write that name, or leave pools out.");
        }
        Set<String> clientIds = new HashSet<>();
        List<String> keys = typed.applications(pool);
        List<Map<String, Object>> entries = other.entries(pool, Stored.APPLICATIONS);
        for (int i = 0; i < entries.size(); i++) {
            String key = keys.get(i) + ".";
            Map<String, Object> entry = entries.get(i);
            String clientId = String.valueOf(entry.getOrDefault("clientId", ""));
            if (clientId.isEmpty()) {
                add(mistakes, key + "clientId", "is missing.", "Choose a short name, such as crm.");
            } else if (!clientIds.add(clientId)) {
                add(
                        mistakes,
                        key + "clientId",
                        "\"" + clientId + "\" is used twice.",
                        "Give each application its own.");
            } else {
                try {
                    application(settings, clientId, entry)
                            .ifPresentOrElse(steps::add, () -> add(mistakes, key + "clientSecret", OTHER_KIND, ""));
                } catch (SettingsException e) {
                    e.mistakes().forEach(wrong -> add(mistakes, key + wrong.key(), wrong.why(), wrong.fix()));
                }
            }
        }
        try {
            look(settings).ifPresent(steps::add);
        } catch (SettingsException e) {
            e.mistakes()
                    .forEach(wrong -> add(
                            mistakes,
                            typed.path(pool) + wrong.key().replaceFirst("^database\\.", ""),
                            wrong.why(),
                            wrong.fix()));
        }
        wechat(settings).ifPresent(steps::add);
        return new Plan(steps, List.copyOf(mistakes.values()));
    }

    private void add(Map<String, Mistake> mistakes, String key, String why, String fix) {
        mistakes.putIfAbsent(key, typed.mistake(key, why, fix));
    }

    /**
     * Returns the step for an application; empty if it would turn a public client into a confidential one, or the reverse.
     */
    private Optional<Step> application(PoolSettings settings, String clientId, Map<String, Object> entry) {
        if (call.entered().pool().home().line(clientId).isPresent()) {
            return Optional.of(new Step("file", Stored.APPLICATIONS, clientId, Map.of(), 0));
        }
        Map<String, List<String>> values = values(entry);
        Application.check(settings, new Stored(Stored.APPLICATIONS, clientId, values, List.of()));
        Optional<StoredApplication> before = call.applications().find(clientId);
        if (before.isPresent() && before.get().confidential() != StoredApplication.confidential(values)) {
            return Optional.empty();
        }
        boolean same = before.filter(one -> one.values().equals(values)).isPresent();
        return Optional.of(new Step(
                before.isEmpty() ? "added" : same ? "same" : "changed",
                Stored.APPLICATIONS,
                clientId,
                values,
                before.map(StoredApplication::version).orElse(0L)));
    }

    /**
     * Returns the step for the website app; only an owner can enter its credentials, since an import contains no secret.
     */
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

    /** Carries out the steps of a plan without mistakes. */
    void apply(Plan plan) {
        for (Step step : plan.steps().stream().filter(Step::changes).toList()) {
            if (step.kind().equals(Stored.BRANDING)) {
                call.look().save(call.actor(), step.version(), step.values());
            } else if (step.outcome().equals("added")) {
                call.applications().create(call.actor(), step.name(), step.values());
            } else {
                call.applications().change(call.actor(), step.name(), step.version(), step.values());
            }
        }
    }
}
