package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.Administrators;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.Duty;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that has passed the checks of its row, with all that its handler may use. Used by one thread. */
final class Call {
    private final PageRequest request;
    private final Parameters parameters;
    private final Language language;
    private final Optional<String> address;
    private final @Nullable Entered entered;
    private final @Nullable Long version;

    Call(
            PageRequest request,
            Parameters parameters,
            Language language,
            Optional<String> address,
            @Nullable Entered entered,
            @Nullable Long version) {
        this.request = request;
        this.parameters = parameters;
        this.language = language;
        this.address = address;
        this.entered = entered;
        this.version = version;
    }

    /**
     * Who is in, and where.
     *
     * @param token of the session
     * @param administrator empty where the session is from the shell
     * @param database opens the pool's database
     */
    record Entered(
            ConsolePool pool,
            String token,
            Session session,
            Optional<Administrator> administrator,
            Supplier<PeopleDatabase> database,
            RandomText random) {
        Duty duty() {
            return administrator.map(Administrator::duty).orElse(Duty.OWNER);
        }

        /** As the audit knows them: by the row, never by the person. */
        Actor actor() {
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

    /** Who is in; only where the row asks for a duty. */
    Entered entered() {
        return Objects.requireNonNull(entered, "the row is a door");
    }

    Optional<Entered> maybeEntered() {
        return Optional.ofNullable(entered);
    }

    Actor actor() {
        return entered().actor();
    }

    /** The people of the pool; a write that changes a row changes only the version that its form was made of. */
    PeopleAdministration people() {
        PeopleAdministration people =
                entered().database().get().administration(entered().random());
        return version == null ? people : people.ofVersion(version);
    }

    Administrators administrators() {
        return entered().database().get().administrators(entered().random());
    }

    /** The applications in the database of the pool. */
    ApplicationAdministration applications() {
        return new ApplicationAdministration(
                entered().database().get(), entered().random(), entered().pool().home());
    }

    /** The look in the database of the pool. */
    LookAdministration look() {
        return new LookAdministration(
                entered().database().get(), entered().pool().home());
    }

    /** The first fault in the audit. */
    Optional<String> verifyAudit() {
        return entered().database().get().verifyAudit();
    }

    Reports reports() {
        return entered().database().get().reports();
    }

    /** The version that the form was made of. */
    long version() {
        return Objects.requireNonNull(version, "the row has no version");
    }

    /** A parameter of the address or of the form; empty where it is missing, blank or repeated. */
    Optional<String> parameter(String name) {
        return parameters.one(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    String required(String name) throws ConsoleError {
        return parameter(name).orElseThrow(() -> new ConsoleError(Kind.INVALID, name + " is missing"));
    }
}
