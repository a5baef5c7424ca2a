package dev.saoma.demo;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The administrator's terminal of the demonstration: prints who waits for approval, and runs the commands typed into it. In
 * production the same commands follow {@code --people}, and {@code --console-link} is an option of its own.
 */
public final class DemoDesk implements AutoCloseable {
    private static final Actor ACTOR = new Actor("demo", "owner");
    private static final String ORDERS = "Orders: list · approve NUMBER · block SUBJECT · unblock SUBJECT · link";

    private final PeopleAdministration people;
    private final Supplier<String> consoleLink;
    private final InputStream in;
    private final PrintStream out;
    private final Set<String> announced = new HashSet<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "demo-desk");
        thread.setDaemon(true);
        return thread;
    });

    private DemoDesk(PeopleAdministration people, Supplier<String> consoleLink, InputStream in, PrintStream out) {
        this.people = people;
        this.consoleLink = consoleLink;
        this.in = in;
        this.out = out;
    }

    /**
     * Starts to announce waiting people and to read commands.
     *
     * @param consoleLink creates a new link into the console
     */
    public static DemoDesk open(
            PeopleAdministration people, Supplier<String> consoleLink, InputStream in, PrintStream out) {
        DemoDesk desk = new DemoDesk(people, consoleLink, in, out);
        desk.threads.scheduleWithFixedDelay(desk::announce, 0, 1, TimeUnit.SECONDS);
        desk.threads.execute(desk::listen);
        return desk;
    }

    private void announce() {
        for (Person person : people.list(new Filter(State.WAITING, null, null), null)) {
            String number = String.valueOf(person.status().waitingCode());
            if (announced.add(number)) {
                out.println();
                out.println(person.name().orElse("A person") + " waits for an approval, and sees the number " + number
                        + ".");
                out.println("Type:  approve " + number);
            }
        }
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    answer(line.strip().split("\\s+", 2));
                }
            }
        } catch (IOException e) {
            out.println("The terminal cannot be read any more: " + e.getMessage());
        }
    }

    private void answer(String[] words) {
        String what = words.length == 2 ? words[1] : "";
        try {
            switch (words[0]) {
                case "list" -> people.list(Filter.ALL, null).forEach(this::say);
                case "approve" -> {
                    Person person = people.approve(ACTOR, what);
                    say(person);
                    out.println(
                            "The next scan comes in. To put the person out again, type:  block " + person.subject());
                }
                case "block" -> {
                    people.block(ACTOR, what, "demo");
                    out.println("Blocked: signed out everywhere within two seconds. Type:  unblock " + what);
                }
                case "unblock" -> say(people.unblock(ACTOR, what, "demo"));
                case "link" -> out.println(consoleLink.get());
                default -> out.println(ORDERS);
            }
        } catch (OrderRefusedException e) {
            out.println(e.getMessage());
        }
    }

    private void say(Person person) {
        out.println(person.subject() + "  " + person.state().code() + "  "
                + person.name().orElse("-"));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
