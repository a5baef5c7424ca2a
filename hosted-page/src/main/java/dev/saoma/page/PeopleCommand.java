package dev.saoma.page;

import dev.saoma.page.PeopleArguments.WrongException;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PutOut;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The command {@code --people}: administers people from a shell, while nodes are running. */
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

    /** How long a command waits for a running node to carry out its order. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PageSettings settings;
    private final Supplier<PageSettings> running;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    /**
     * Creates the command.
     *
     * @param settings those of the file
     * @param running reads those that a running page has: with a console also the applications of the database
     */
    PeopleCommand(
            PageSettings settings, Supplier<PageSettings> running, PrintStream out, PrintStream err, Clock clock) {
        this.settings = settings;
        this.running = running;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** @param args the arguments between {@code --people} and the settings file */
    int run(List<String> args) {
        try {
            PeopleArguments said = new PeopleArguments(args);
            return onDatabase(said, (pool, database) -> {
                PeopleDatabase all = database.with(running(pool));
                int code = order(pool, all.administration(new RandomText(new SecureRandom())), said);
                all.noteAuditHead();
                return code;
            });
        } catch (WrongException | SettingsException e) {
            err.println(e.getMessage());
            return Main.WRONG;
        } catch (OrderRefusedException | DirectoryException e) {
            err.println(e.getMessage());
            return Main.CANNOT_START;
        }
    }

    /** Runs {@code --verify-audit}. */
    int verifyAudit() {
        try {
            return onDatabase(new PeopleArguments(List.of()), (pool, database) -> {
                Optional<String> fault = database.verifyAudit();
                out.println(fault.map(what -> "THE AUDIT IS NOT AS IT WAS WRITTEN: " + what)
                        .orElse("The audit is as it was written."));
                return fault.isEmpty() ? Main.OK : Main.CANNOT_START;
            });
        } catch (WrongException e) {
            err.println(e.getMessage());
            return Main.WRONG;
        } catch (DirectoryException e) {
            err.println(e.getMessage());
            return Main.CANNOT_START;
        }
    }

    private interface Task {
        int on(PoolSettings pool, PeopleDatabase database);
    }

    private int onDatabase(PeopleArguments said, Task task) {
        PoolSettings pool = pool(Optional.ofNullable(said.option("--pool")));
        SecureRandom random = new SecureRandom();
        try (PeopleDatabase database = PeopleDatabase.open(pool, PoolParts.cookieKeys(pool.keys(), random), clock)) {
            return task.on(pool, database);
        } catch (RuntimeException e) {
            throw PeopleDatabase.isFault(e) ? PeopleDatabase.failure(e) : e;
        }
    }

    /** Returns the pool as a running page knows it. */
    private PoolSettings running(PoolSettings pool) {
        return settings.console().isEmpty()
                ? pool
                : running.get().pools().stream()
                        .filter(one -> one.name().equals(pool.name())
                                && one.directory().isPresent())
                        .findFirst()
                        .orElse(pool);
    }

    private PoolSettings pool(Optional<String> name) {
        List<PoolSettings> pools = settings.pools().stream()
                .filter(pool -> pool.directory().isPresent())
                .filter(pool -> name.isEmpty() || name.get().equals(pool.name()))
                .toList();
        if (pools.size() != 1) {
            throw new WrongException(
                    pools.isEmpty()
                            ? "No such pool has a directory. Add the line  directory: { admission: known }"
                            : "Several pools have a directory. Choose one with --pool NAME.");
        }
        return pools.get(0);
    }

    private int order(PoolSettings pool, PeopleAdministration people, PeopleArguments said) {
        Actor actor = new Actor("shell:" + System.getProperty("user.name", "?"), "owner");
        PeoplePrinter printer = new PeoplePrinter(out, said.has("--json"));
        switch (said.verb()) {
            case "list" -> printer.list(people, said.filter(), said.has("--csv"));
            case "show" -> printer.json(people.show(said.word(1, "SUBJECT")));
            case "approve" -> printer.person(people.approve(actor, said.word(1, "NUMBER")));
            case "admit" -> printer.person(people.admit(actor, said.word(1, "SUBJECT")));
            case "block" -> putOut(people, people.block(actor, said.word(1, "SUBJECT"), said.why()), printer);
            case "unblock" -> printer.person(people.unblock(actor, said.word(1, "SUBJECT"), said.why()));
            case "end-sessions" -> putOut(people, people.endSessions(actor, said.word(1, "SUBJECT")), printer);
            case "end-session" -> endSession(people, actor, said, printer);
            case "attributes" ->
                printer.person(
                        people.attributes(actor, said.word(1, "SUBJECT"), said.attributes(), said.all("--remove")));
            case "sign-ins" -> printer.signIns(people, said.has("--csv"));
            case "rename" -> printer.person(people.rename(actor, said.word(1, "SUBJECT"), said.word(2, "NAME")));
            case "roles" ->
                putOut(
                        people,
                        people.roles(actor, said.word(1, "SUBJECT"), said.roles("--give"), said.roles("--take")),
                        printer);
            case "invite" ->
                printer.link(pool.issuer() + "/invite#"
                        + people.invite(actor, said.roles("--give"), said.lifetime(), said.option("--note")));
            case "merge" -> merge(people, actor, said, printer);
            case "erase" -> {
                said.requireYes("erasing cannot be undone");
                putOut(people, people.erase(actor, said.word(1, "SUBJECT")), printer);
            }
            case "export" -> people.transfer().export(printer::json);
            case "import" -> {
                Path file = Path.of(said.word(1, "FILE"));
                boolean isAll = new PeopleImporting(people.transfer(), actor, out, err).read(file);
                return isAll ? Main.OK : Main.CANNOT_START;
            }
            default ->
                throw new WrongException("--people: \"" + said.verb() + "\" is not a command. --help lists them.");
        }
        return Main.OK;
    }

    private void endSession(PeopleAdministration people, Actor actor, PeopleArguments said, PeoplePrinter printer) {
        String sid = said.word(2, "SID");
        people.endSession(actor, said.word(1, "SUBJECT"), sid);
        printer.ended(isSoon(() -> people.isEnded(sid)));
    }

    private void putOut(PeopleAdministration people, PutOut begun, PeoplePrinter printer) {
        printer.putOut(begun.deliveries(people, PATIENCE), begun.withoutLogoutTokens());
    }

    /** Waits until a running node, which looks every second, has done something; false after {@link #PATIENCE}. */
    private boolean isSoon(BooleanSupplier done) {
        Instant until = clock.instant().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            if (!clock.instant().isBefore(until)) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private void merge(PeopleAdministration people, Actor actor, PeopleArguments said, PeoplePrinter printer) {
        String keep = said.word(1, "KEEP");
        String gone = said.word(2, "GONE");
        printer.plan(people.previewMerge(keep, gone), said.has("--yes"));
        if (said.has("--yes")) {
            putOut(people, people.merge(actor, keep, gone), printer);
        }
    }
}
