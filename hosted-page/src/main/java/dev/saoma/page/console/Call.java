package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Who;
import dev.saoma.page.console.api.ApiBody;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Session;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.Administrators;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.ApiTokens;
import dev.saoma.page.database.ApiTokens.ApiToken;
import dev.saoma.page.database.Duty;
import dev.saoma.page.database.PendingOrders;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.Reports;
import dev.saoma.page.database.settings.ApplicationAdministration;
import dev.saoma.page.database.settings.LookAdministration;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.view.Language;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that has passed the checks of its row, with all that its handler may use. Used by one thread. */
final class Call {
    private final PageRequest request;
    private final Parameters parameters;
    private final Language language;
    private final Optional<String> address;
    private final @Nullable Caller caller;
    private final @Nullable Long version;
    private final ApiBody body;
    private int read;

    Call(
            PageRequest request,
            Parameters parameters,
            Language language,
            Optional<String> address,
            @Nullable Caller caller,
            @Nullable Long version) {
        this(request, parameters, language, address, caller, version, ApiBody.NONE);
    }

    /** A request to the API. */
    Call(
            PageRequest request,
            Parameters parameters,
            Language language,
            Optional<String> address,
            @Nullable Caller caller,
            @Nullable Long version,
            ApiBody body) {
        this.request = request;
        this.parameters = parameters;
        this.language = language;
        this.address = address;
        this.caller = caller;
        this.version = version;
        this.body = body;
    }

    /** On whose behalf a request is, in one pool. */
    sealed interface Caller permits Entered, TokenHolder {
        ConsolePool pool();

        Duty duty();

        /** As the audit knows them. */
        Actor actor();

        /** Opens the pool's database. */
        Supplier<PeopleDatabase> database();

        RandomText random();
    }

    /** A program with a token of the API. */
    record TokenHolder(ConsolePool pool, ApiToken token, Supplier<PeopleDatabase> database, RandomText random)
            implements Caller {
        @Override
        public Duty duty() {
            return token.duty();
        }

        @Override
        public Actor actor() {
            return token.actor();
        }
    }

    /**
     * Who is in, and where.
     *
     * @param token of the session
     * @param administrator empty where the session is from the shell
     * @param separateDuties whether owners decide about administrators only
     * @param database opens the pool's database
     */
    record Entered(
            ConsolePool pool,
            String token,
            Session session,
            Optional<Administrator> administrator,
            boolean separateDuties,
            Supplier<PeopleDatabase> database,
            RandomText random)
            implements Caller {
        @Override
        public Duty duty() {
            return administrator.map(Administrator::duty).orElse(Duty.OWNER);
        }

        /** Whether they are among these; the shell is owner and operator at once. */
        boolean may(Who who) {
            return who.includes(duty(), separateDuties)
                    || session.fromShell() && who.includes(Duty.OPERATOR, separateDuties);
        }

        /** As the audit knows them: by the row, never by the person. */
        @Override
        public Actor actor() {
            return administrator
                    .map(one -> new Actor("adm:" + one.id(), one.duty().code()))
                    .orElse(new Actor("shell:console-link", Duty.OWNER.code()));
        }
    }

    PageRequest request() {
        return request;
    }

    Language language() {
        return language;
    }

    /** Where the request is from, for the log. */
    String address() {
        return address.orElse("?");
    }

    /** Who is in; only where the row is of a screen and asks for a duty. */
    Entered entered() {
        return maybeEntered().orElseThrow(() -> new IllegalStateException("the row is a door, or of the API"));
    }

    Optional<Entered> maybeEntered() {
        return caller instanceof Entered entered ? Optional.of(entered) : Optional.empty();
    }

    /** On whose behalf; only where the row asks for a duty. */
    Caller caller() {
        return Objects.requireNonNull(caller, "the row is a door");
    }

    private PeopleDatabase database() {
        return caller().database().get();
    }

    Actor actor() {
        return caller().actor();
    }

    /** The people of the pool; a write that changes a row changes only the version that its form was made of. */
    PeopleAdministration people() {
        PeopleAdministration people =
                database().administration(caller().random()).counting(this::read);
        return version == null ? people : people.ofVersion(version);
    }

    Administrators administrators() {
        return database().administrators(caller().random());
    }

    ApiTokens apiTokens() {
        return database().apiTokens(caller().random());
    }

    /** What waits for a second administrator. */
    PendingOrders orders() {
        return database().orders(caller().random());
    }

    /** The applications in the database of the pool. */
    ApplicationAdministration applications() {
        return new ApplicationAdministration(
                database(), caller().random(), caller().pool().home());
    }

    /** The look in the database of the pool. */
    LookAdministration look() {
        return new LookAdministration(database(), caller().pool().home());
    }

    /** The first fault in the audit. */
    Optional<String> verifyAudit() {
        return database().verifyAudit();
    }

    Reports reports() {
        return database().reports().counting(this::read);
    }

    private void read(int people) {
        read += people;
    }

    /** Writes down how many people's data the handler was given; before anything of it is sent. */
    void countReading(long now) {
        if (read > 0) {
            database().reports().count(actor(), read, now);
        }
    }

    /** What was sent to the API. */
    ApiBody body() {
        return body;
    }

    /** The version that the form was made of. */
    long version() {
        return Objects.requireNonNull(version, "the row has no version");
    }

    /** A parameter of the address or of the form; empty where it is missing, blank or repeated. */
    Optional<String> parameter(String name) {
        return parameters.one(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The names of all parameters. */
    Set<String> parameterNames() {
        return parameters.names();
    }

    String required(String name) throws ConsoleError {
        return parameter(name).orElseThrow(() -> new ConsoleError(Kind.INVALID, name + " is missing"));
    }
}
