package dev.saoma.page;

import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.doctor.Doctor;
import dev.saoma.page.doctor.Finding;
import dev.saoma.page.doctor.Words;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.people.SubjectRecord;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line: {@code java -jar saoma-hosted-page-standalone.jar page.yaml}. */
public final class Main {
    /** Success. */
    static final int OK = 0;
    /** The settings are valid, but the page could not start. */
    static final int CANNOT_START = 1;
    /** The command line or the settings are invalid. */
    static final int WRONG = 2;

    /** Longer than applications cache a key set. */
    private static final Duration ROTATION_LEAD = Duration.ofHours(1);

    private static final String LOGGING = "logback.configurationFile";
    private static final String LOG_TARGET = "saoma.log.target";
    private static final String USAGE = """
            The login page for WeChat scan-to-sign-in.

              java -jar saoma-hosted-page-standalone.jar page.yaml           start, until Ctrl-C
              java -jar saoma-hosted-page-standalone.jar --check page.yaml   check the settings, start nothing
              java -jar saoma-hosted-page-standalone.jar --doctor page.yaml
                                   ask WeChat and look at the set-up from outside; says in plain words what is wrong
              java -jar saoma-hosted-page-standalone.jar --rotate-keys page.yaml
                                   publish the next signing keys now, use them in an hour; running pages notice

              java -jar saoma-hosted-page-standalone.jar --console-link page.yaml
                                   prints a link into the console, good once and for ten minutes; before the file
                                   --pool NAME where several pools have a directory
              java -jar saoma-hosted-page-standalone.jar --warm-up
                                   starts a page of its own, and ends: Java can make an archive of the classes used then

            """ + PeopleCommand.USAGE + """

            Exit codes: 0 fine, 1 could not start or something is wrong, 2 wrong usage or settings.
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final boolean chinese;

    Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this(environment, out, err, Clock.systemUTC(), true);
    }

    Main(Map<String, String> environment, PrintStream out, PrintStream err, Clock clock) {
        this(environment, out, err, clock, true);
    }

    /** @param chinese whether Chinese can be read where {@code out} is shown */
    private Main(Map<String, String> environment, PrintStream out, PrintStream err, Clock clock, boolean chinese) {
        this.chinese = chinese;
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** Runs until the page is stopped. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "dev/saoma/page/logback.xml");
            // The output of a command may be redirected into a file, so it must contain no line of the log.
            System.setProperty(LOG_TARGET, serves(List.of(args)) ? "System.out" : "System.err");
        }
        Map<String, String> environment = System.getenv();
        int code = new Main(
                        environment,
                        Terminal.stream(FileDescriptor.out, System.out, environment),
                        Terminal.stream(FileDescriptor.err, System.err, environment),
                        Clock.systemUTC(),
                        Terminal.showsChinese(Terminal.charset(Terminal.ofJava(), environment)))
                .run(List.of(args));
        if (code != OK) {
            System.exit(code);
        }
    }

    int run(List<String> args) {
        if (args.equals(List.of("--help")) || args.equals(List.of("-h"))) {
            out.print(USAGE);
            return OK;
        }
        if (args.equals(List.of("--warm-up"))) {
            return warmUp();
        }
        if (args.size() == 2 && args.get(0).equals("--print-schema")) {
            return printSchema(args.get(1));
        }
        boolean people = args.size() >= 3 && args.get(0).equals("--people")
                || args.size() == 4
                        && args.get(0).equals("--console-link")
                        && args.get(1).equals("--pool");
        String command = args.size() == 2 || people ? args.get(0) : "";
        if (!serves(args)
                && !people
                && !List.of("--check", "--doctor", "--rotate-keys", "--verify-audit", "--console-link")
                        .contains(command)) {
            err.print(USAGE);
            return WRONG;
        }
        PageSettings settings;
        try {
            settings = PageSettings.load(Path.of(args.get(args.size() - 1)), environment);
        } catch (SettingsException e) {
            err.println(e.getMessage());
            return WRONG;
        }
        try {
            WrongClockException.check(clock);
        } catch (WrongClockException e) {
            err.println(e.getMessage());
            return CANNOT_START;
        }
        return switch (command) {
            case "--check" -> check(settings);
            case "--doctor" -> examine(settings, Path.of(args.get(args.size() - 1)));
            case "--rotate-keys" -> rotateKeys(settings);
            case "--people" -> people(settings, Path.of(args.get(args.size() - 1)), args.subList(1, args.size() - 1));
            case "--console-link" -> consoleLink(settings, args.size() == 4 ? args.get(2) : null);
            case "--verify-audit" -> new PeopleCommand(settings, () -> settings, out, err, clock).verifyAudit();
            default -> serve(Path.of(args.get(0)));
        };
    }

    private int people(PageSettings settings, Path yaml, List<String> words) {
        try (SettingsFile file = new SettingsFile(yaml, environment)) {
            return new PeopleCommand(settings, file::loadForStart, out, err, clock).run(words);
        }
    }

    /** Whether these arguments start the page instead of a command. */
    private static boolean serves(List<String> args) {
        return args.size() == 1 && !args.get(0).startsWith("-");
    }

    /** Prints the link on the caller's terminal, and nowhere else. */
    private int consoleLink(PageSettings settings, @Nullable String name) {
        if (settings.console().isEmpty()) {
            err.println("There is no console. Add the line  console: { url: \"https://admin.example.cn\" }");
            return WRONG;
        }
        List<PoolSettings> pools = settings.pools().stream()
                .filter(pool -> pool.directory().isPresent())
                .filter(pool -> name == null || pool.name().equals(name))
                .toList();
        if (pools.size() != 1) {
            err.println(
                    pools.isEmpty()
                            ? "No such pool has a directory."
                            : "Several pools have a directory. Choose one with --pool NAME.");
            return WRONG;
        }
        SecureRandom random = new SecureRandom();
        Sealer sealer = new Sealer(
                PoolParts.sealKeys(pools.get(0).keys(), random),
                pools.get(0).issuer().toString(),
                clock,
                random);
        out.println(EntryLinks.make(settings.console().get().url(), sealer, new RandomText(random), clock));
        return OK;
    }

    private int warmUp() {
        try {
            WarmUp.run();
            return OK;
        } catch (IOException | RuntimeException e) {
            err.println("--warm-up: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private int printSchema(String dialect) {
        try {
            out.print(Database.schema(dialect));
            return OK;
        } catch (IllegalArgumentException e) {
            err.println("--print-schema: " + e.getMessage());
            return WRONG;
        }
    }

    private int check(PageSettings settings) {
        try {
            settings.pools().stream()
                    .filter(pool -> pool.wechat().isSetUp())
                    .forEach(pool -> new SubjectRecord(pool).check());
        } catch (SubjectChangedException e) {
            err.println(e.getMessage());
            return WRONG;
        }
        settings.warnings().forEach(warning -> out.println("Warning: " + warning));
        settings.pools()
                .forEach(pool -> out.println("The settings of " + pool.issuer() + " are in order. Applications: "
                        + pool.applications().size() + "."));
        return OK;
    }

    private int examine(PageSettings settings, Path yaml) {
        Words words = Words.of(environment, chinese);
        Doctor doctor = new Doctor();
        long wrong = 0;
        PageSettings all = settings;
        if (settings.console().isPresent() && doctor.findsDirectoriesWell(settings)) {
            try (SettingsFile file = new SettingsFile(yaml, environment)) {
                all = file.load();
            } catch (SettingsException e) {
                out.println(words.say(Finding.settingsRefused(String.valueOf(e.getMessage()))));
                wrong++;
            }
        }
        all.warnings().forEach(warning -> out.println("Warning: " + warning));
        Map<String, List<Finding>> pools = doctor.examine(all);
        for (var pool : pools.entrySet()) {
            out.println(pool.getKey());
            pool.getValue().forEach(finding -> out.println("  " + words.say(finding)));
            wrong += pool.getValue().stream()
                    .filter(finding -> finding.grade() == Finding.Grade.BAD)
                    .count();
        }
        out.println(wrong == 0 ? words.say("healthy") : words.say("ill", wrong));
        return wrong == 0 ? OK : CANNOT_START;
    }

    private int rotateKeys(PageSettings settings) {
        try {
            settings.pools().forEach(this::rotateKeys);
            return OK;
        } catch (KeyFileException e) {
            err.println(e.getMessage());
            return CANNOT_START;
        }
    }

    private void rotateKeys(PoolSettings pool) {
        Path path = pool.keys().signing();
        Instant from = new SigningKeyFile(path).rotate(pool.signingAlgorithms(), ROTATION_LEAD, clock);
        out.println("The next keys (" + String.join(", ", pool.signingAlgorithms()) + ") are in " + path
                + ". They are published now and sign from " + from + ". Copy the file to every node before.");
    }

    private int serve(Path yaml) {
        HostedPage page;
        try {
            page = HostedPage.start(yaml, environment);
        } catch (UncheckedIOException e) {
            err.println("The page could not start: " + e.getCause().getMessage());
            return CANNOT_START;
        } catch (RuntimeException e) {
            err.println("The page could not start: " + e.getMessage());
            return CANNOT_START;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(page::close, "saoma-stop"));
        try {
            page.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OK;
    }
}
