package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.PutOut;
import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.http.PageResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Handlers for changes of people. Each change is one transaction with its row of the audit. Thread-safe. */
final class PeopleWrites {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{6}");
    static final Duration INVITATION = Duration.ofDays(7);
    /** How long the page waits for the first attempts, of which none takes longer. */
    static final Duration DELIVERY = Duration.ofSeconds(5);

    private final Context context;

    PeopleWrites(Context context) {
        this.context = context;
    }

    private PageResponse toPerson(Call call, String done) throws ConsoleError {
        return context.done(Link.to("/people/person", call.required("id")), done);
    }

    private static String why(Call call) throws ConsoleError {
        return why(call.parameter("why").orElse(""));
    }

    /** Returns the reason, if it is not too long. */
    static String why(String why) throws ConsoleError {
        if (why.length() > PeopleAdministration.MAX_WHY) {
            throw new ConsoleError(
                    Kind.INVALID, "why: at most " + PeopleAdministration.MAX_WHY + " characters expected");
        }
        return why;
    }

    PageResponse approve(Call call) throws ConsoleError {
        Person approved = call.people().approve(call.actor(), number(call.required("number")));
        return context.done(Link.to("/people/person", approved.subject()), "approved");
    }

    /** Returns the six digits, without any blanks between them. */
    static String number(String text) throws ConsoleError {
        String number = text.replaceAll("\\s", "");
        if (!NUMBER.matcher(number).matches()) {
            throw new ConsoleError(Kind.INVALID, "number: the six digits that the person reads out");
        }
        return number;
    }

    PageResponse admit(Call call) throws ConsoleError {
        call.people().admit(call.actor(), call.required("id"));
        return toPerson(call, "admitted");
    }

    PageResponse block(Call call) throws ConsoleError {
        return putOut(call, call.people().block(call.actor(), call.required("id"), why(call)), "blocked");
    }

    PageResponse unblock(Call call) throws ConsoleError {
        call.people().unblock(call.actor(), call.required("id"), why(call));
        return toPerson(call, "unblocked");
    }

    PageResponse endSessions(Call call) throws ConsoleError {
        return putOut(call, call.people().endSessions(call.actor(), call.required("id")), "ended");
    }

    PageResponse rename(Call call) throws ConsoleError {
        call.people()
                .rename(
                        call.actor(),
                        call.required("id"),
                        call.parameter("name").orElse(null));
        return toPerson(call, "renamed");
    }

    PageResponse roles(Call call) throws ConsoleError {
        List<Role> give = roles(call, "give");
        List<Role> take = PeopleHandlers.roles(call.parameter("take").orElse(null));
        if (give.isEmpty() && take.isEmpty()) {
            throw new ConsoleError(Kind.INVALID, "give or take: the name of a role expected");
        }
        return putOut(call, call.people().roles(call.actor(), call.required("id"), give, take), "roles");
    }

    private static List<Role> roles(Call call, String name) throws ConsoleError {
        return known(PeopleHandlers.roles(call.parameter(name).orElse(null)));
    }

    /** Returns the roles, if all of them are well-formed. */
    static List<Role> known(List<Role> roles) throws ConsoleError {
        for (Role role : roles) {
            if (!role.isWellFormed()) {
                throw new ConsoleError(
                        Kind.INVALID, "a role is called staff, or crm:admin where one application has it");
            }
        }
        return roles;
    }

    PageResponse merge(Call call) throws ConsoleError {
        return putOut(call, call.people().merge(call.actor(), call.required("id"), call.required("gone")), "merged");
    }

    PageResponse erase(Call call) throws ConsoleError {
        if (context.settings().separateDuties()) {
            call.orders().erase(call.actor(), call.required("id"), call.version());
            return OrderHandlers.made(context);
        }
        call.people().erase(call.actor(), call.required("id"));
        return context.done("/people", "erased");
    }

    /** Shows the whole id for copying; the audit records that it was shown. */
    PageResponse showId(Call call) throws ConsoleError {
        String subject = PeopleHandlers.profile(call).person().subject();
        call.administrators().note(call.actor(), "id-shown", subject, subject);
        return context.screens().once(call, "id", subject, Link.to("/people/person", subject));
    }

    /** Creates an invitation, whose link is shown only in this response. */
    PageResponse invite(Call call) throws ConsoleError {
        String note = call.parameter("note").orElse(null);
        String secret = call.people().invite(call.actor(), roles(call, "give"), INVITATION, note);
        String link = call.entered().pool().settings().issuer() + "/invite#" + secret;
        return context.screens().once(call, "invitation", link, "/people");
    }

    /** Shows the applications whose sessions end, with the delivery of their logout tokens. */
    private PageResponse putOut(Call call, PutOut out, String done) throws ConsoleError {
        if (out.messages().isEmpty() && out.withoutLogoutTokens().isEmpty()) {
            return toPerson(call, done);
        }
        List<Map<String, Object>> rows = out.deliveries(call.people(), DELIVERY).stream()
                .map((Delivered one) -> Map.<String, Object>of(
                        "client", one.clientId(),
                        "state", one.state(),
                        "text",
                                context.screens()
                                        .word(call.language(), "logoutTokens", one.isRetried() ? "again" : one.state()),
                        "reason", Objects.requireNonNullElse(one.error(), "")))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("title", context.screens().text(call.language(), "done." + done));
        model.put("rows", rows);
        model.put("withoutLogoutTokens", out.withoutLogoutTokens());
        model.put("back", Link.to("/people/person", call.required("id")));
        return context.screens().page(call, "logouttokens", model);
    }
}
