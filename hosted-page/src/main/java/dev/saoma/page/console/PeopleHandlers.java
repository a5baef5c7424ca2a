package dev.saoma.page.console;

import dev.saoma.page.console.content.Confirmation;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.Merging;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PersonProfile;
import dev.saoma.page.database.PersonProfile.Session;
import dev.saoma.page.database.PersonProfile.SignIn;
import dev.saoma.page.database.PersonProfile.WeChatId;
import dev.saoma.page.database.Reports;
import dev.saoma.page.http.PageResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handlers for the screens of people, with confirmation pages for dangerous changes. Thread-safe. */
final class PeopleHandlers {
    private static final List<State> STATES = List.of(State.WAITING, State.ACTIVE, State.VISITOR, State.BLOCKED);
    private static final int SHORT_ID = 4;

    private final Context context;

    PeopleHandlers(Context context) {
        this.context = context;
    }

    PageResponse list(Call call) throws ConsoleError {
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : List.of("q", "state", "role")) {
            call.parameter(name).ifPresent(text -> said.put(name, text));
        }
        List<Person> people = people(call, said);
        Map<String, Object> model = new HashMap<>();
        model.put("rows", people.stream().map(person -> row(call, person)).toList());
        model.put("said", said);
        model.put("states", states(call));
        if (people.size() == Reports.PAGE) {
            Map<String, String> more = new LinkedHashMap<>(said);
            more.put("after", people.get(people.size() - 1).subject());
            model.put("more", Link.to("/people", more));
        }
        return context.screens().page(call, "people", model);
    }

    /** Finds people by name or, if none matches, by their id or its end. */
    private static List<Person> people(Call call, Map<String, String> said) {
        PeopleAdministration people = call.people();
        @Nullable
        Person after =
                call.parameter("after").map(id -> people.show(id).person()).orElse(null);
        String q = said.get("q");
        if (q == null) {
            State state = STATES.stream()
                    .filter(one -> one.code().equals(said.get("state")))
                    .findFirst()
                    .orElse(null);
            return people.list(new Filter(state, null, said.get("role")), after);
        }
        Filter byName = new Filter(null, q, null);
        List<Person> first = people.list(byName, null);
        boolean byId = first.isEmpty() && q.length() >= SHORT_ID && q.matches("[A-Za-z0-9_-]{1,255}");
        if (!byId && after == null) {
            return first;
        }
        return people.list(byId ? new Filter(null, null, null, q) : byName, after); // A later page searches the same.
    }

    private List<Map<String, Object>> states(Call call) {
        return STATES.stream()
                .map(state -> Map.<String, Object>of(
                        "code", state.code(), "text", context.screens().word(call.language(), "state", state.code())))
                .toList();
    }

    private Map<String, Object> row(Call call, Person person) {
        String code = person.state().code();
        Map<String, Object> row = new HashMap<>();
        row.put("id", person.subject());
        row.put("shortId", "…" + end(person.subject()));
        row.put("name", nameOf(person));
        row.put("state", code);
        row.put("stateText", context.screens().word(call.language(), "state", code));
        row.put("lastAt", Screens.time(person.activity().lastAt()));
        row.put("signIns", person.activity().signIns());
        row.put("version", person.version());
        return row;
    }

    private static String end(String subject) {
        return subject.substring(Math.max(0, subject.length() - SHORT_ID));
    }

    private static String nameOf(Person person) {
        return Screens.name(person.name().orElse(null));
    }

    /**
     * Returns the text to type before a dangerous change: the name shown or, without one, the last four characters of the id.
     */
    static String typedName(Person person) {
        String shown = nameOf(person);
        return shown.equals("–") ? end(person.subject()) : shown;
    }

    /** Returns the name to type for the person that the form names. */
    static String typedName(Call call) throws ConsoleError {
        return typedName(call.people().show(call.required("id")).person());
    }

    static PersonProfile profile(Call call) throws ConsoleError {
        return profile(call, call.required("id"));
    }

    static PersonProfile profile(Call call, String id) throws ConsoleError {
        try {
            return call.people().show(id);
        } catch (OrderRefusedException e) {
            throw new ConsoleError(ConsoleError.Kind.NOT_FOUND);
        }
    }

    PageResponse person(Call call) throws ConsoleError {
        PersonProfile profile = profile(call);
        Person person = profile.person();
        Optional<Administrator> administrator = call.administrators().find(person.subject());
        Map<String, Object> model = new HashMap<>(row(call, person));
        model.put("person", row(call, person));
        model.put("wechatName", Screens.name(person.profile().wechatName()));
        model.put(
                "displayName",
                person.profile().displayName() == null ? "" : person.profile().displayName());
        model.put(
                "why",
                person.status().stateWhy() == null
                        ? ""
                        : Screens.name(person.status().stateWhy()));
        model.put("firstAt", Screens.time(person.activity().firstAt()));
        model.put("mergedInto", person.status().mergedInto());
        model.put("roles", person.roles().stream().map(Role::toString).toList());
        model.put(
                "identities",
                profile.identities().stream().map(PeopleHandlers::identity).toList());
        model.put("applications", profile.applications());
        model.put(
                "sessions",
                profile.sessions().stream().map(one -> session(call, one)).toList());
        model.put(
                "signIns",
                profile.signIns().stream().map(one -> signIn(call, one)).toList());
        model.put("administrator", administrator.map(Administrator::id).orElse(null));
        return context.screens().page(call, "person", model);
    }

    private static Map<String, Object> identity(WeChatId id) {
        return Map.of(
                "app",
                id.appId(),
                "openid",
                "…" + end(id.openid()),
                "unionid",
                id.unionid() == null ? "–" : "…" + end(id.unionid()));
    }

    private Map<String, Object> session(Call call, Session session) {
        return Map.of(
                "begunAt", Screens.time(session.begunAt()),
                "seenAt", Screens.time(session.seenAt()),
                "endedAt", session.endedAt() == null ? "" : Screens.time(session.endedAt()),
                "way", context.screens().word(call.language(), "way", session.method()),
                "ip", session.ip() == null ? "" : session.ip());
    }

    private Map<String, Object> signIn(Call call, SignIn signIn) {
        return Map.of(
                "at", Screens.time(signIn.at()),
                "client", signIn.clientId(),
                "way", context.screens().word(call.language(), "way", signIn.method()),
                "outcome", signIn.outcome(),
                "outcomeText", context.screens().word(call.language(), "outcome", signIn.outcome()),
                "reason", context.screens().word(call.language(), "reason", signIn.reason()));
    }

    PageResponse blockPage(Call call) throws ConsoleError {
        return confirm(call, "block", profile(call).person(), Map.of());
    }

    PageResponse erasePage(Call call) throws ConsoleError {
        return confirm(call, "erase", profile(call).person(), Map.of());
    }

    /** Shows what a merge would do; changes nothing. */
    PageResponse mergePage(Call call) throws ConsoleError {
        String keep = call.required("id");
        String gone = call.required("gone");
        Merging.Plan plan = call.people().previewMerge(keep, gone);
        Map<String, Object> more = new HashMap<>();
        more.put("gone", row(call, plan.gone()));
        more.put("identities", plan.identities());
        more.put(
                "stateAfter",
                context.screens().word(call.language(), "state", plan.state().code()));
        more.put("roles", plan.roles().stream().map(Role::toString).toList());
        more.put(
                "attributes",
                plan.attributes().entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .sorted()
                        .toList());
        more.put("applications", plan.applications());
        more.put("typedName", typedName(plan.gone()));
        return confirm(call, "merge", plan.kept(), more);
    }

    /** Returns the name to type for a merge: that of the entry that is given up. */
    static String goneName(Call call) throws ConsoleError {
        return typedName(call.people().show(call.required("gone")).person());
    }

    private PageResponse confirm(Call call, String what, Person person, Map<String, Object> more) {
        return context.screens()
                .confirm(
                        call,
                        new Confirmation(
                                what,
                                row(call, person),
                                typedName(person),
                                "/people/" + what,
                                Link.to("/people/person", person.subject()),
                                more));
    }

    /** Parses typed roles, separated by blanks or commas. */
    static List<Role> roles(@Nullable String text) {
        List<Role> roles = new ArrayList<>();
        for (String word : text == null ? new String[0] : text.strip().split("[\\s,，]+")) {
            if (!word.isEmpty()) {
                roles.add(Role.parse(word));
            }
        }
        return roles;
    }
}
