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
import dev.saoma.page.database.settings.WeChatAdministration;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.view.Language;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that has passed the checks of its route, with everything that its handler may use. Used by one thread. */
final class Call {
    private final PageRequest request;
    private final Parameters parameters;
    private final Language language;
    private final Optional<String> address;
    private final @Nullable Caller caller;
    private final @Nullable Long version;
    private final ApiBody body;
    private int read;

    /** @param body the body of an API request; {@link ApiBody#NONE} for a screen */
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

    /** The authenticated caller of a request, in one pool. */
    sealed interface Caller permits Entered, TokenHolder {
        ConsolePool pool();

        Duty duty();

        /** Returns the caller as the audit's actor. */
        Actor actor();

        /** Returns the supplier that opens the pool's database. */
        Supplier<PeopleDatabase> database();

        RandomText random();
    }

    /** A program that authenticated with an API token. */
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
     * An administrator's session in a pool.
     *
     * @param token the session's token
     * @param administrator empty if the session is from the command line
     * @param separateDuties whether owners may not do what operators may
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

        /** Whether the administrator has one of these duties; the command line counts as owner and operator at once. */
        boolean may(Who who) {
            return who.includes(duty(), separateDuties)
                    || session.fromShell() && who.includes(Duty.OPERATOR, separateDuties);
        }

        /** Returns the audit's actor: the administrator's pseudonym, never the person's id. */
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

    /** Returns the client address, for the log. */
    String address() {
        return address.orElse("?");
    }

    /** Returns the session; only for routes of screens that require a duty. */
    Entered entered() {
        return maybeEntered().orElseThrow(() -> new IllegalStateException("the row is a door, or of the API"));
    }

    Optional<Entered> maybeEntered() {
        return caller instanceof Entered entered ? Optional.of(entered) : Optional.empty();
    }

    /** Returns the caller; only for routes that require a duty. */
    Caller caller() {
        return Objects.requireNonNull(caller, "the row is a door");
    }

    private PeopleDatabase database() {
        return caller().database().get();
    }

    Actor actor() {
        return caller().actor();
    }

    /**
     * Returns the operations on the pool's people; with a version, a write fails if the row no longer has that version.
     */
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

    /** Returns the operations on orders that wait for a second administrator. */
    PendingOrders orders() {
        return database().orders(caller().random());
    }

    /** Returns the operations on the applications in the pool's database. */
    ApplicationAdministration applications() {
        return new ApplicationAdministration(
                database(), caller().random(), caller().pool().home());
    }

    /** Returns the operations on the look in the pool's database. */
    LookAdministration look() {
        return new LookAdministration(database(), caller().pool().home());
    }

    /**
     * Returns the operations on AppID and AppSecret in the pool's database; {@code app} as in {@link WeChatAdministration}.
     */
    WeChatAdministration wechat(String app) {
        ConsolePool pool = caller().pool();
        return new WeChatAdministration(database(), pool.home(), pool.keys(), app);
    }

    /** Returns the first fault in the audit; empty if it is intact. */
    Optional<String> verifyAudit() {
        return database().verifyAudit();
    }

    Reports reports() {
        return database().reports().counting(this::read);
    }

    private void read(int people) {
        read += people;
    }

    /** Records how many people's data the handler has read, before any of it is sent. */
    void countReading(long now) {
        if (read > 0) {
            database().reports().count(actor(), read, now);
        }
    }

    /** Returns the body of a request to the API. */
    ApiBody body() {
        return body;
    }

    /** Returns the version of the row that the change is based on. */
    long version() {
        return Objects.requireNonNull(version, "the row has no version");
    }

    /** Returns a parameter of the query or the form; empty if missing, blank or repeated. */
    Optional<String> parameter(String name) {
        return parameters.one(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Returns a parameter as typed, unstripped; the empty text if it is missing. */
    String text(String name) {
        return parameters.one(name).orElse("");
    }

    /** Returns the names of all parameters. */
    Set<String> parameterNames() {
        return parameters.names();
    }

    String required(String name) throws ConsoleError {
        return parameter(name).orElseThrow(() -> new ConsoleError(Kind.INVALID, name + " is missing"));
    }

    /** Returns the duty that the form names. */
    Duty requiredDuty() throws ConsoleError {
        return Duty.of(required("duty"))
                .orElseThrow(() -> new ConsoleError(Kind.INVALID, "duty: owner, operator or auditor expected"));
    }
}
