package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.OPERATORS;
import static dev.saoma.page.console.ConsoleRoute.apiRead;
import static dev.saoma.page.console.ConsoleRoute.apiWrite;

import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.api.Problem;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PutOut;
import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.http.PageResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** API handlers for people; they call the same operations as the forms. Thread-safe. */
final class ApiPeople {
    private final Context context;

    ApiPeople(Context context) {
        this.context = context;
    }

    /** Returns the routes of these handlers. */
    List<ConsoleRoute> rows() {
        String person = "/api/v1/people/{id}";
        return List.of(
                apiRead("/api/v1/people")
                        .duty(EVERYBODY)
                        .members("state", "name", "role", "idEnding", "after")
                        .to(this::people),
                apiRead(person).duty(EVERYBODY).members().to(this::person),
                person("POST", "/api/v1/people/approve", Version.NONE)
                        .members("number")
                        .to(this::approve),
                person("POST", person + "/admit", Version.ROW).members().to(this::admit),
                person("POST", person + "/block", Version.ROW).members("why").to(this::block),
                person("POST", person + "/unblock", Version.ROW).members("why").to(this::unblock),
                person("POST", person + "/end-sessions", Version.ROW).members().to(this::endSessions),
                person("POST", person + "/rename", Version.ROW).members("name").to(this::rename),
                person("POST", person + "/roles", Version.ROW)
                        .members("give", "take")
                        .to(this::roles),
                person("POST", person + "/merge", Version.ROW).members("gone").to(this::merge),
                person("DELETE", person, Version.ROW).members().to(this::erase),
                person("POST", "/api/v1/invitations", Version.NONE)
                        .members("roles", "days", "note")
                        .to(this::invite));
    }

    private static ConsoleRoute.Unlisted person(String method, String path, Version version) {
        return apiWrite(What.PEOPLE, method, path).duty(OPERATORS).version(version);
    }

    private PageResponse people(Call call) throws Problem {
        String state = call.parameter("state").orElse(null);
        State known = Stream.of(State.values())
                .filter(one -> one != State.UNKNOWN && one.code().equals(state))
                .findFirst()
                .orElse(null);
        if (state != null && known == null) {
            throw Problem.invalid("state: waiting, visitor, active, blocked or merged expected");
        }
        List<@Nullable String> others = Stream.of("name", "role", "idEnding")
                .map(name -> call.parameter(name).orElse(null))
                .toList();
        Filter filter = new Filter(known, others.get(0), others.get(1), others.get(2));
        Person after = call.parameter("after")
                .map(id -> call.people().show(id).person())
                .orElse(null);
        return ApiLists.page(context, call, call.people().list(filter, after), this::shown, Person::subject);
    }

    /** Renders a person, without the number for approval and without any secret. */
    private Map<String, Object> shown(Person person) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", person.subject());
        shown.put("state", person.state().code());
        shown.put("stateReason", person.status().stateWhy());
        shown.put("name", person.name().orElse(null));
        shown.put("wechatName", person.profile().wechatName());
        shown.put("roles", person.roles().stream().map(Role::toString).toList());
        shown.put("attributes", person.attributes());
        shown.put("firstAt", ApiLists.time(person.activity().firstAt()));
        shown.put("lastAt", ApiLists.time(person.activity().lastAt()));
        shown.put("signIns", person.activity().signIns());
        shown.put("mergedInto", person.status().mergedInto());
        shown.put("version", person.version());
        return shown;
    }

    private static String id(Call call) {
        return call.body().id();
    }

    /** Renders a person's current state, with the version to base the next change on. */
    private PageResponse person(Call call, String id, Map<String, Object> more) throws ConsoleError {
        Person person = PeopleHandlers.profile(call, id).person();
        Map<String, Object> shown = shown(person);
        shown.putAll(more);
        return PageResponse.json(200, shown).with("ETag", "\"" + person.version() + "\"");
    }

    private PageResponse person(Call call) throws ConsoleError {
        return person(
                call,
                id(call),
                Map.of("applications", PeopleHandlers.profile(call, id(call)).applications()));
    }

    /** Returns the subject in the path, or fails with 404 if there is no such person. */
    private static String known(Call call) throws ConsoleError {
        return PeopleHandlers.profile(call, id(call)).person().subject();
    }

    private PageResponse approve(Call call) throws ConsoleError, Problem {
        String number = PeopleWrites.number(call.body().requiredText("number"));
        return person(call, call.people().approve(call.actor(), number).subject(), Map.of());
    }

    private PageResponse admit(Call call) throws ConsoleError {
        call.people().admit(call.actor(), known(call));
        return person(call, id(call), Map.of());
    }

    private static String why(Call call) throws ConsoleError, Problem {
        return PeopleWrites.why(call.body().text("why").orElse(""));
    }

    private PageResponse block(Call call) throws ConsoleError, Problem {
        return putOut(call, call.people().block(call.actor(), known(call), why(call)));
    }

    private PageResponse unblock(Call call) throws ConsoleError, Problem {
        call.people().unblock(call.actor(), known(call), why(call));
        return person(call, id(call), Map.of());
    }

    private PageResponse endSessions(Call call) throws ConsoleError {
        return putOut(call, call.people().endSessions(call.actor(), known(call)));
    }

    private PageResponse rename(Call call) throws ConsoleError, Problem {
        call.people().rename(call.actor(), known(call), call.body().text("name").orElse(null));
        return person(call, id(call), Map.of());
    }

    private static List<Role> roles(Call call, String name) throws ConsoleError, Problem {
        return PeopleWrites.known(
                call.body().texts(name).stream().map(Role::parse).toList());
    }

    private PageResponse roles(Call call) throws ConsoleError, Problem {
        List<Role> give = roles(call, "give");
        List<Role> take = roles(call, "take");
        if (give.isEmpty() && take.isEmpty()) {
            throw Problem.invalid("give or take: an array of roles expected");
        }
        return putOut(call, call.people().roles(call.actor(), known(call), give, take));
    }

    private PageResponse merge(Call call) throws ConsoleError, Problem {
        String gone = call.body().requiredText("gone");
        return putOut(call, call.people().merge(call.actor(), known(call), gone));
    }

    private PageResponse erase(Call call) throws ConsoleError {
        PutOut out = call.people().erase(call.actor(), known(call));
        return PageResponse.json(200, logoutTokens(out, call));
    }

    /** Renders the person with the logout tokens sent to applications. */
    private PageResponse putOut(Call call, PutOut out) throws ConsoleError {
        return person(call, id(call), logoutTokens(out, call));
    }

    private static Map<String, Object> logoutTokens(PutOut out, Call call) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(
                "logoutTokens",
                out.deliveries(call.people(), PeopleWrites.DELIVERY).stream()
                        .map(ApiPeople::logoutToken)
                        .toList());
        members.put("withoutLogoutTokens", out.withoutLogoutTokens());
        return members;
    }

    private static Map<String, Object> logoutToken(Delivered one) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("client", one.clientId());
        members.put("state", one.state());
        if (one.error() != null) {
            members.put("reason", one.error());
        }
        return members;
    }

    /** Creates an invitation; its link is shown only in this response. */
    private PageResponse invite(Call call) throws ConsoleError, Problem {
        Duration lifetime = call.body().number("days").map(Duration::ofDays).orElse(PeopleWrites.INVITATION);
        String note = call.body().text("note").orElse(null);
        String secret = call.people().invite(call.actor(), roles(call, "roles"), lifetime, note);
        String link = call.caller().pool().settings().issuer() + "/invite#" + secret;
        return PageResponse.json(
                201,
                Map.of("link", link, "expiresAt", ApiLists.time(context.clock().millis() + lifetime.toMillis())));
    }
}
