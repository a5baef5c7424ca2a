package dev.saoma.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.Merging;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PutOut;
import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.directory.Spreadsheet;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code --people}: what administrators do with people, beside running nodes. */
final class PeopleCommand {
    static final String USAGE = """
              java -jar saoma-hosted-page-standalone.jar --people VERB … page.yaml
                                   people of the directory; --pool NAME chooses the pool, --json answers in JSON
                list [--state waiting|visitor|active|blocked | --name BEGINNING | --role ROLE] [--csv]
                show SUBJECT       approve NUMBER      admit SUBJECT
                block SUBJECT [--why TEXT]             unblock SUBJECT [--why TEXT]
                end-sessions SUBJECT                   end-session SUBJECT SID
                rename SUBJECT NAME                    sign-ins [--csv]
                attributes SUBJECT [--set NAME=VALUE] [--remove NAME]
                roles SUBJECT [--give ROLE] [--take ROLE]   a role of one application is CLIENT:ROLE
                invite [--give ROLE] [--for P7D] [--note TEXT]   prints a link that lets one person in
                merge KEEP GONE [--yes]                erase SUBJECT --yes
                export                                 import FILE
              java -jar saoma-hosted-page-standalone.jar --verify-audit page.yaml
                                   whether the audit is as it was written
              java -jar saoma-hosted-page-standalone.jar --print-schema h2|postgresql|mysql|dm
                                   the tables, for a database administrator
            """;

    /** How long an order waits for applications to be told. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final List<String> FLAGS = List.of("--json", "--yes", "--csv");

    private final PageSettings settings;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    PeopleCommand(PageSettings settings, PrintStream out, PrintStream err, Clock clock) {
        this.settings = settings;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** {@code args}: what stands between {@code --people} and the settings file. */
    int run(List<String> args) {
        try {
            read(args);
            return onDatabase(database -> {
                int code = order(database.administration(new RandomText(new SecureRandom())));
                database.noteAuditHead();
                return code;
            });
        } catch (OrderRefusedException | Wrong | DirectoryException e) {
            err.println(e.getMessage());
            return e instanceof Wrong ? Main.WRONG : Main.CANNOT_START;
        }
    }

    /** {@code --verify-audit}. */
    int verifyAudit() {
        try {
            return onDatabase(database -> {
                Optional<String> fault = database.verifyAudit();
                out.println(fault.map(what -> "THE AUDIT IS NOT AS IT WAS WRITTEN: " + what)
                        .orElse("The audit is as it was written."));
                return fault.isEmpty() ? Main.OK : Main.CANNOT_START;
            });
        } catch (Wrong | DirectoryException e) {
            err.println(e.getMessage());
            return e instanceof Wrong ? Main.WRONG : Main.CANNOT_START;
        }
    }

    /** A mistake on the command line. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private interface Task {
        int on(PeopleDatabase database);
    }

    private int onDatabase(Task task) {
        PoolSettings pool = pool();
        SecureRandom random = new SecureRandom();
        try (PeopleDatabase database = PeopleDatabase.open(pool, PoolParts.cookieKeys(pool.keys(), random), clock)) {
            return task.on(database);
        }
    }

    private PoolSettings pool() {
        List<PoolSettings> pools = settings.pools().stream()
                .filter(pool -> pool.directory().isPresent())
                .filter(pool -> !options.containsKey("--pool") || pool.name().equals(option("--pool")))
                .toList();
        if (pools.size() != 1) {
            throw new Wrong(
                    pools.isEmpty()
                            ? "No such pool has a directory. Add the line  directory: { admission: known }"
                            : "Several pools have a directory. Say which with --pool NAME.");
        }
        return pools.get(0);
    }

    private void read(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (!word.startsWith("--")) {
                words.add(word);
            } else if (FLAGS.contains(word)) {
                options.put(word, List.of());
            } else if (i + 1 < args.size()) {
                options.computeIfAbsent(word, any -> new ArrayList<>()).add(args.get(++i));
            } else {
                throw new Wrong(word + " needs a value.");
            }
        }
    }

    private int order(PeopleAdministration people) {
        Actor actor = new Actor("shell:" + System.getProperty("user.name", "?"), "owner");
        String verb = words.isEmpty() ? "" : words.get(0);
        switch (verb) {
            case "list" -> list(people);
            case "show" -> out.println(JSON.toJson(people.show(word(1, "SUBJECT"))));
            case "approve" -> say(people.approve(actor, word(1, "NUMBER")));
            case "admit" -> say(people.admit(actor, word(1, "SUBJECT")));
            case "block" -> putOut(people, people.block(actor, word(1, "SUBJECT"), why()));
            case "unblock" -> say(people.unblock(actor, word(1, "SUBJECT"), why()));
            case "end-sessions" -> putOut(people, people.endSessions(actor, word(1, "SUBJECT")));
            case "end-session" -> endSession(people, actor);
            case "attributes" ->
                say(people.attributes(
                        actor, word(1, "SUBJECT"), attributes(), options.getOrDefault("--remove", List.of())));
            case "sign-ins" -> signIns(people);
            case "rename" -> say(people.rename(actor, word(1, "SUBJECT"), word(2, "NAME")));
            case "roles" -> putOut(people, people.roles(actor, word(1, "SUBJECT"), roles("--give"), roles("--take")));
            case "invite" -> invite(people, actor);
            case "merge" -> merge(people, actor);
            case "erase" -> {
                requireYes("erasing cannot be undone");
                putOut(people, people.erase(actor, word(1, "SUBJECT")));
            }
            case "export" -> people.export(person -> out.println(JSON.toJson(person)));
            case "import" -> {
                return load(people, actor);
            }
            default -> throw new Wrong("--people: \"" + verb + "\" is no order. --help lists them.");
        }
        return Main.OK;
    }

    private void list(PeopleAdministration people) {
        Filter filter = new Filter(state(), option("--name"), option("--role"));
        Consumer<Person> to = this::say;
        if (options.containsKey("--csv")) {
            Spreadsheet sheet = new Spreadsheet(
                    out, "subject", "name", "state", "roles", "attributes", "first seen", "last seen", "sign-ins");
            to = person -> sheet.row(Arrays.asList(
                    person.subject(),
                    person.name().orElse(null),
                    person.state().code(),
                    spaced(person.roles()),
                    person.attributes().isEmpty() ? null : JSON.toJson(person.attributes()),
                    Instant.ofEpochMilli(person.firstAt()),
                    Instant.ofEpochMilli(person.lastAt()),
                    person.signIns()));
        }
        Person last = null;
        List<Person> page;
        do {
            page = people.list(filter, last);
            for (Person person : page) {
                to.accept(person);
                last = person;
            }
        } while (page.size() == 100);
    }

    private static String spaced(List<Role> roles) {
        return roles.stream().map(Role::toString).collect(Collectors.joining(" "));
    }

    private void signIns(PeopleAdministration people) {
        if (!options.containsKey("--csv")) {
            people.signIns(row -> out.println(JSON.toJson(row)));
            return;
        }
        Spreadsheet sheet = new Spreadsheet(
                out, "time", "subject", "application", "way", "outcome", "reason", "error id", "address");
        people.signIns(row -> sheet.row(Arrays.asList(
                Instant.ofEpochMilli(row.at()),
                row.subject(),
                row.clientId(),
                row.method(),
                row.outcome(),
                row.reason(),
                row.errorId(),
                row.address())));
    }

    private Map<String, String> attributes() {
        Map<String, String> set = new LinkedHashMap<>();
        for (String text : options.getOrDefault("--set", List.of())) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new Wrong("--set: NAME=VALUE expected.");
            }
            set.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return set;
    }

    private void endSession(PeopleAdministration people, Actor actor) {
        String sid = word(2, "SID");
        people.endSession(actor, word(1, "SUBJECT"), sid);
        Instant until = clock.instant().plus(PATIENCE);
        while (!people.isEnded(sid) && clock.instant().isBefore(until)) {
            Thread.onSpinWait(); // Each turn asks the database; a running node looks every second.
        }
        boolean ended = people.isEnded(sid);
        if (options.containsKey("--json")) {
            out.println(JSON.toJson(Map.of("ended", ended)));
            return;
        }
        out.println(
                ended
                        ? "Done. Applications that take logout tokens are being told."
                        : "Noted, but no running node has ended it yet. Look that one runs, and say it again.");
    }

    private @Nullable State state() {
        String text = option("--state");
        if (text == null) {
            return null;
        }
        try {
            return State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Wrong("--state: waiting, visitor, active or blocked expected.");
        }
    }

    private void say(Person person) {
        if (options.containsKey("--json")) {
            out.println(JSON.toJson(person));
            return;
        }
        String number = person.waitingCode() == null ? "" : "  number " + person.waitingCode();
        String roles = person.roles().isEmpty() ? "" : "  roles " + spaced(person.roles());
        out.println(person.subject() + "  " + person.state().code() + "  "
                + person.name().map(PeopleCommand::printable).orElse("-") + "  last seen "
                + Instant.ofEpochMilli(person.lastAt()) + roles + number);
    }

    /** A nickname is hostile text: nothing in it may steer the terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void putOut(PeopleAdministration people, PutOut begun) {
        Instant until = clock.instant().plus(PATIENCE);
        List<Delivered> all = people.deliveries(begun.messages());
        while (all.stream().anyMatch(one -> one.state().equals("open") && one.error() == null)
                && clock.instant().isBefore(until)) {
            Thread.onSpinWait();
            all = people.deliveries(begun.messages());
        }
        if (options.containsKey("--json")) {
            out.println(JSON.toJson(Map.of("told", all, "notTold", begun.notTold())));
            return;
        }
        out.println("Done.");
        all.forEach(one -> out.println("  " + one.clientId() + ": "
                + (one.state().equals("done")
                        ? "told"
                        : "not told yet" + (one.error() == null ? "; a running node does it" : ": " + one.error()))));
        begun.notTold()
                .forEach(
                        id -> out.println(
                                "  " + id
                                        + ": takes no logout tokens; its own sessions and the tokens it has verified itself last until they end"));
    }

    private void invite(PeopleAdministration people, Actor actor) {
        String secret = people.invite(actor, roles("--give"), lifetime(), option("--note"));
        String link = pool().issuer() + "/invite#" + secret;
        out.println(options.containsKey("--json") ? JSON.toJson(Map.of("link", link)) : link);
    }

    private Duration lifetime() {
        String text = option("--for");
        try {
            return text == null ? Duration.ofDays(7) : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Wrong("--for: " + text + " is no duration. Write for example P7D or PT12H.");
        }
    }

    private void merge(PeopleAdministration people, Actor actor) {
        var plan = people.previewMerge(word(1, "KEEP"), word(2, "GONE"));
        boolean json = options.containsKey("--json");
        if (!options.containsKey("--yes")) {
            out.println(
                    json
                            ? JSON.toJson(plan)
                            : words(plan) + "\nNothing was done. Say --yes to do it; it cannot be undone.");
            return;
        }
        if (!json) {
            out.println(words(plan));
        }
        putOut(people, people.merge(actor, words.get(1), words.get(2)));
    }

    private static String words(Merging.Plan plan) {
        return "Keeps " + plan.kept().subject() + ", ends " + plan.gone().subject() + ": moves "
                + plan.identities() + " ids at WeChat; roles afterwards " + plan.roles()
                + "; will be known under another id at "
                + plan.applications();
    }

    private int load(PeopleAdministration people, Actor actor) {
        Path file = Path.of(word(1, "FILE"));
        int added = 0;
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank() && people.add(actor, JSON.fromJson(line, Exported.class))) {
                    added++;
                }
            }
        } catch (IOException e) {
            throw new Wrong(file + " cannot be read: " + e.getMessage());
        } catch (JsonSyntaxException | OrderRefusedException e) {
            err.println(
                    file + ", line " + number + ": " + e.getMessage() + ". " + added + " people before it were added.");
            return Main.CANNOT_START;
        }
        out.println(added + " people added, " + (number - added)
                + " lines were of people who are there already, or empty.");
        return Main.OK;
    }

    private List<Role> roles(String option) {
        return options.getOrDefault(option, List.of()).stream().map(Role::parse).toList();
    }

    private String why() {
        return Objects.requireNonNullElse(option("--why"), "");
    }

    private void requireYes(String because) {
        if (!options.containsKey("--yes")) {
            throw new Wrong("Nothing was done: " + because + ". Say --yes.");
        }
    }

    private @Nullable String option(String name) {
        List<String> values = options.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    private String word(int index, String what) {
        if (words.size() <= index) {
            throw new Wrong("--people " + words.get(0) + ": " + what + " is missing.");
        }
        return words.get(index);
    }
}
