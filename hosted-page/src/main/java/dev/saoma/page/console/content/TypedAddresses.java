package dev.saoma.page.console.content;

import dev.saoma.page.console.content.ApplicationForm.Kind;
import dev.saoma.page.console.content.ApplicationForm.Problem;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the addresses in an application's form while they are typed: what each would match, or what is wrong with it.
 */
public final class TypedAddresses {
    private static final List<String> FIELDS = List.of("redirectUris", "postLogoutRedirectUris", "origins");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[.*]");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");

    private TypedAddresses() {}

    /**
     * A valid address, and what it would match.
     *
     * @param host the host to which users are sent, or whose scripts sign users in
     * @param caveat key of a warning: {@code loopback} or {@code ip}; null if there is none
     */
    public record Match(
            String address, String host, @Nullable String caveat) {}

    /** The results shown below one field. */
    public record Judged(List<Problem> wrong, List<Match> matches) {}

    /**
     * Checks the address fields by the rules of the settings, without looking up any host.
     *
     * @param kind kind of a new application; empty for an existing one
     * @param field returns the content of a field
     */
    public static Map<String, Judged> judge(
            PoolSettings pool, Optional<Kind> kind, Function<String, Optional<String>> field) {
        Map<String, List<String>> values =
                kind.map(one -> ApplicationForm.values(one, field)).orElseGet(() -> ApplicationForm.values(field));
        Map<String, List<String>> typed = new LinkedHashMap<>();
        FIELDS.forEach(key -> Optional.ofNullable(values.get(key)).ifPresent(texts -> typed.put(key, texts)));
        Map<String, List<String>> judged = new LinkedHashMap<>(typed);
        judged.put("name", List.of("-"));
        if (typed.containsKey("origins")) {
            judged.put(StoredApplication.PUBLIC, List.of("true"));
        }
        List<Mistake> mistakes = mistakes(pool, judged);
        boolean war = kind.filter(Kind.WAR::equals).isPresent();
        Map<String, Judged> all = new LinkedHashMap<>();
        typed.forEach((key, texts) -> {
            List<Problem> wrong = new ArrayList<>();
            List<Match> matches = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                String path = key + "[" + i + "]";
                List<Problem> found = mistakes.stream()
                        .filter(mistake -> mistake.key().equals(path))
                        .map(ApplicationForm::problem)
                        .toList();
                wrong.addAll(found);
                if (found.isEmpty()) {
                    matches.add(match(texts.get(i)));
                }
            }
            if (!war || key.equals("redirectUris")) {
                all.put(war ? "appUrl" : key, new Judged(wrong, matches));
            }
        });
        return all;
    }

    private static List<Mistake> mistakes(PoolSettings pool, Map<String, List<String>> values) {
        try {
            Application.check(pool, new Stored(Stored.APPLICATIONS, "typed", values, List.of()));
            return List.of();
        } catch (SettingsException e) {
            return e.mistakes();
        }
    }

    private static Match match(String address) {
        String host = String.valueOf(URI.create(address).getHost());
        return new Match(
                address,
                host,
                LOOPBACK.matcher(host).matches()
                        ? "loopback"
                        : NUMBERS.matcher(host).matches() ? "ip" : null);
    }
}
