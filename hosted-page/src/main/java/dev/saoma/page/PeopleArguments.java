package dev.saoma.page;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments between {@code --people} and the settings file. */
final class PeopleArguments {
    private static final Set<String> FLAGS = Set.of("--json", "--yes", "--csv");
    private static final Set<String> OPTIONS = Set.of(
            "--pool",
            "--state",
            "--name",
            "--role",
            "--why",
            "--set",
            "--remove",
            "--give",
            "--take",
            "--for",
            "--note");
    private static final Duration INVITATION = Duration.ofDays(7);

    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    /** Thrown for a mistake on the command line. */
    static final class WrongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongException(String message) {
            super(message);
        }
    }

    /** @throws WrongException if an option is unknown or lacks its value */
    PeopleArguments(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (!word.startsWith("--")) {
                words.add(word);
            } else if (FLAGS.contains(word)) {
                options.put(word, List.of());
            } else if (!OPTIONS.contains(word)) {
                throw new WrongException("--people has no option " + word + ". --help lists them.");
            } else if (i + 1 < args.size()) {
                options.computeIfAbsent(word, any -> new ArrayList<>()).add(args.get(++i));
            } else {
                throw new WrongException(word + " needs a value.");
            }
        }
    }

    /** Returns the subcommand, such as {@code block}; empty if there is none. */
    String verb() {
        return words.isEmpty() ? "" : words.get(0);
    }

    /** Returns the word at that index, of which 0 is the subcommand; {@code what} is its name in the usage. */
    String word(int index, String what) {
        if (words.size() <= index) {
            throw new WrongException("--people " + verb() + ": " + what + " is missing.");
        }
        return words.get(index);
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    /** Returns the last value of an option; null if it is not given. */
    @Nullable
    String option(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /** Returns all values of an option. */
    List<String> all(String name) {
        return options.getOrDefault(name, List.of());
    }

    String why() {
        return Objects.requireNonNullElse(option("--why"), "");
    }

    List<Role> roles(String option) {
        return all(option).stream().map(Role::parse).toList();
    }

    Filter filter() {
        return new Filter(state(), option("--name"), option("--role"));
    }

    private @Nullable State state() {
        String text = option("--state");
        if (text == null) {
            return null;
        }
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new WrongException("--state: waiting, visitor, active or blocked expected.");
        }
    }

    /** Returns the attributes to set, by name. */
    Map<String, String> attributes() {
        Map<String, String> set = new LinkedHashMap<>();
        for (String text : all("--set")) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new WrongException("--set: NAME=VALUE expected.");
            }
            set.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return set;
    }

    /** Returns the lifetime of an invitation. */
    Duration lifetime() {
        String text = option("--for");
        try {
            return text == null ? INVITATION : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new WrongException("--for: " + text + " is not a duration. Write for example P7D or PT12H.");
        }
    }

    void requireYes(String because) {
        if (!has("--yes")) {
            throw new WrongException("Nothing was done: " + because + ". Add --yes to confirm.");
        }
    }
}
