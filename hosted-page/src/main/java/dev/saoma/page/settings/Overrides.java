package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values from the environment: each setting has a variable, named like its place in the file, {@code wechat.appId} as
 * {@code SAOMA_PAGE_WECHAT_APP_ID}, {@code applications[0].name} as {@code SAOMA_PAGE_APPLICATIONS_0_NAME}.
 */
final class Overrides {
    static final String PREFIX = "SAOMA_PAGE_";

    private final Map<String, String> set = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Set<String> alsoInFile = new TreeSet<>();

    Overrides(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                set.put(name, value);
            }
        });
    }

    static String variable(String path) {
        String words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9]+", "_");
        return PREFIX + words.toUpperCase(Locale.ROOT);
    }

    /** The value of the setting at that path, if a variable has one. */
    Optional<String> of(String path, boolean inFile) {
        String variable = variable(path);
        known.add(variable);
        Optional<String> value = Optional.ofNullable(set.get(variable));
        if (value.isPresent() && inFile) {
            alsoInFile.add(path);
        }
        return value;
    }

    boolean has(String path) {
        return set.containsKey(variable(path));
    }

    /** Whether a variable is for something in the entry of that number of the list at that path. */
    boolean hasEntry(String path, int number) {
        String start = variable(path) + "_" + number + "_";
        return set.keySet().stream().anyMatch(name -> name.startsWith(start));
    }

    /** Reports variables that are no setting's; those that {@code ${env:…}} read may be called anything. */
    void close(Collection<String> referenced, List<Mistake> mistakes, List<String> warnings) {
        for (String name : set.keySet()) {
            if (!known.contains(name) && !referenced.contains(name)) {
                mistakes.add(new Mistake(
                        name, 0, "is an environment variable that is no setting's.", Nearest.to(name, known)));
            }
        }
        alsoInFile.forEach(path ->
                warnings.add(path + " is in the file and in " + variable(path) + "; the environment is what counts"));
    }
}
