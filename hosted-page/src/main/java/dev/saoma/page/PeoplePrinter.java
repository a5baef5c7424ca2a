package dev.saoma.page;

import dev.saoma.page.database.Merging;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.directory.Spreadsheet;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Prints the result of a command.
 *
 * @param asJson whether to print JSON instead of lines for people to read
 */
record PeoplePrinter(PrintStream out, boolean asJson) {
    void json(Object what) {
        out.println(PeopleJson.GSON.toJson(what));
    }

    void list(PeopleAdministration people, Filter filter, boolean isSheet) {
        Consumer<Person> to = this::person;
        if (isSheet) {
            Spreadsheet sheet = new Spreadsheet(
                    out, "subject", "name", "state", "roles", "attributes", "first seen", "last seen", "sign-ins");
            to = person -> sheet.row(Arrays.asList(
                    person.subject(),
                    person.name().orElse(null),
                    person.state().code(),
                    spaced(person.roles()),
                    person.attributes().isEmpty() ? null : PeopleJson.GSON.toJson(person.attributes()),
                    Instant.ofEpochMilli(person.activity().firstAt()),
                    Instant.ofEpochMilli(person.activity().lastAt()),
                    person.activity().signIns()));
        }
        if (isSheet || asJson) { // The reader is a program, which must not miss anyone.
            people.transfer().list(filter, to);
            return;
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

    void signIns(PeopleAdministration people, boolean isSheet) {
        if (!isSheet) {
            people.signIns(this::json);
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

    void person(Person person) {
        if (asJson) {
            json(person);
            return;
        }
        String number = person.status().waitingCode() == null
                ? ""
                : "  number " + person.status().waitingCode();
        String roles = person.roles().isEmpty() ? "" : "  roles " + spaced(person.roles());
        out.println(person.subject() + "  " + person.state().code() + "  "
                + person.name().map(PeoplePrinter::printable).orElse("-") + "  last seen "
                + Instant.ofEpochMilli(person.activity().lastAt()) + roles + number);
    }

    /** Returns a nickname without characters that could control the terminal, since it is untrusted text. */
    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    void link(String link) {
        if (asJson) {
            json(Map.of("link", link));
        } else {
            out.println(link);
        }
    }

    void ended(boolean isEnded) {
        if (asJson) {
            json(Map.of("ended", isEnded));
            return;
        }
        out.println(
                isEnded
                        ? "Done. Logout tokens are being sent to the applications that accept them."
                        : "Recorded, but no running node has ended it yet. Check that a node is running, and repeat the command.");
    }

    void putOut(List<Delivered> all, List<String> withoutLogoutTokens) {
        if (asJson) {
            json(Map.of("logoutTokens", all, "withoutLogoutTokens", withoutLogoutTokens));
            return;
        }
        out.println("Done.");
        all.forEach(one -> out.println("  " + one.clientId() + ": logout token " + delivery(one)));
        withoutLogoutTokens.forEach(
                id -> out.println(
                        "  " + id
                                + ": accepts no logout tokens; its own sessions and the tokens it has verified itself last until they end"));
    }

    private static String delivery(Delivered one) {
        if (one.state().equals("done")) {
            return "delivered";
        }
        String reason = one.error() == null ? "; a running node sends it" : ": " + one.error();
        return one.state().equals("failed") ? "not delivered" + reason : "not delivered yet" + reason;
    }

    /** Prints a plan; as JSON only for a preview, since the result of a command is one JSON value. */
    void plan(Merging.Plan plan, boolean isOrdered) {
        if (!asJson) {
            out.println(
                    words(plan) + (isOrdered ? "" : "\nNothing was done. Add --yes to do it; it cannot be undone."));
        } else if (!isOrdered) {
            json(plan);
        }
    }

    private static String words(Merging.Plan plan) {
        return "Keeps " + plan.kept().subject() + ", ends " + plan.gone().subject() + ": moves "
                + plan.identities() + " ids at WeChat; state afterwards "
                + plan.state().code() + "; roles afterwards " + plan.roles()
                + "; attributes afterwards " + new TreeMap<>(plan.attributes())
                + "; will be known under another id at "
                + plan.applications();
    }
}
