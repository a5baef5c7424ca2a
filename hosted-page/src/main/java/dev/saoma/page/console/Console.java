package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.AUDITORS;
import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.OPERATORS;
import static dev.saoma.page.console.ConsoleRoute.OWNERS;
import static dev.saoma.page.console.ConsoleRoute.door;
import static dev.saoma.page.console.ConsoleRoute.screen;
import static dev.saoma.page.console.ConsoleRoute.write;

import dev.saoma.page.console.ConsoleRoute.Proof;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.state.BrowserCodes;
import dev.saoma.page.console.state.ConsoleCookies;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Databases;
import dev.saoma.page.console.state.Doctors;
import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.console.state.Sessions;
import dev.saoma.page.http.ClientAddress;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.values.AddressRanges;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The entry point of the console: handles every request of its listener. Thread-safe. */
public final class Console implements AutoCloseable {
    private final ConsoleRouter router;
    private final Databases databases;
    private final Doctors doctors;

    /**
     * @param page supplies the current settings, which include a console
     * @param pools supplies the current pools with a directory
     * @param sharedStore whether the pools' stores outlive this process
     * @param trustedProxies proxies whose {@code X-Forwarded-For} is trusted
     */
    public Console(
            Supplier<PageSettings> page,
            Supplier<List<ConsolePool>> pools,
            boolean sharedStore,
            AddressRanges trustedProxies,
            RateLimits limits,
            RandomText random,
            Clock clock) {
        this.databases = new Databases(clock);
        this.doctors = new Doctors(clock);
        ConsoleSettings settings = page.get().console().orElseThrow();
        Context context = new Context(
                page,
                pools,
                new Sessions(random, clock),
                new ConsoleCookies(settings, clock),
                databases,
                new Screens(random),
                random,
                clock);
        BrowserCodes codes = new BrowserCodes(random);
        EntryHandlers entry = new EntryHandlers(context, new EntryLinks(sharedStore), codes);
        this.router = new ConsoleRouter(
                context, table(context, doctors, entry, codes), new ClientAddress(trustedProxies), limits);
    }

    /** Returns the routing table: every address with its checks. */
    static List<ConsoleRoute> table(Context context, Doctors doctors, EntryHandlers entry, BrowserCodes codes) {
        return Stream.of(
                        screens(context, doctors, entry, codes),
                        new ApplicationWrites(context, new ApplicationHandlers(context)).rows(),
                        new TokenHandlers(context).rows(),
                        new OrderHandlers(context).rows(),
                        new ApiPeople(context).rows(),
                        new ApiLists(context).rows(),
                        new ApiApplications().rows())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ConsoleRoute> screens(
            Context context, Doctors doctors, EntryHandlers entry, BrowserCodes codes) {
        WatchHandlers watch = new WatchHandlers(context, doctors);
        TestHandlers tests = new TestHandlers(context);
        WeChatHandlers wechat = new WeChatHandlers(context, doctors);
        LookHandlers look = new LookHandlers(context);
        SettingsHandlers settings = new SettingsHandlers(context, new ApplicationWords(context));
        AuditHandlers audit = new AuditHandlers(context);
        PeopleHandlers people = new PeopleHandlers(context);
        PeopleWrites writes = new PeopleWrites(context);
        AdministratorHandlers administrators = new AdministratorHandlers(context, entry, codes);
        Proof person = Proof.typed(PeopleHandlers::typedName);
        Proof gone = Proof.typed(PeopleHandlers::goneName);
        return List.of(
                door("GET", "/enter").to(entry::linkPage),
                door("POST", "/enter").to(entry::link),
                door("GET", "/sign-in").to(entry::signInPage),
                door("GET", "/sign-in/begin").to(entry::begin),
                door("GET", "/callback").to(entry::callback),
                door("GET", "/sign-in/browser").to(entry::browserPage),
                door("POST", "/sign-in/browser").to(entry::browser),
                write(What.PEOPLE, "/sign-out")
                        .duty(EVERYBODY)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(entry::signOut),
                screen("/").duty(EVERYBODY).to(watch::overview),
                screen("/sign-ins").duty(EVERYBODY).to(watch::signIns),
                screen("/sign-ins.csv").duty(EVERYBODY).to(watch::signInsCsv),
                screen("/test").duty(EVERYBODY).to(tests::page),
                write(What.PEOPLE, "/test/begin")
                        .duty(OPERATORS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(tests::begin),
                door("GET", ConsoleSettings.TEST_CALLBACK).to(tests::callback),
                screen("/wechat").duty(EVERYBODY).to(wechat::page),
                write(What.PEOPLE, "/wechat/look")
                        .duty(EVERYBODY)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(wechat::look),
                screen("/wechat/change").duty(OWNERS).to(wechat::changePage),
                write(What.SETTINGS, "/wechat/change")
                        .duty(OWNERS)
                        .version(Version.ROW)
                        .proof(Proof.typedAfterFreshScan("/wechat/change", WeChatHandlers::typedName))
                        .to(wechat::change),
                screen("/wechat/remove").duty(OWNERS).to(wechat::removePage),
                write(What.SETTINGS, "/wechat/remove")
                        .duty(OWNERS)
                        .version(Version.ROW)
                        .proof(Proof.typedAfterFreshScan("/wechat/remove", WeChatHandlers::typedName))
                        .to(wechat::remove),
                screen("/look").duty(EVERYBODY).to(look::page),
                write(What.SETTINGS, "/look/save")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(look::save),
                screen("/look/preview").duty(EVERYBODY).to(look::preview),
                screen("/settings").duty(EVERYBODY).to(settings::page),
                screen("/settings/page.yaml").duty(EVERYBODY).to(settings::file),
                write(What.PEOPLE, "/settings/compare")
                        .duty(OPERATORS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(settings::compare),
                write(What.SETTINGS, "/settings/apply")
                        .duty(OPERATORS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(settings::apply),
                screen("/audit").duty(EVERYBODY).to(audit::page),
                screen("/audit.csv").duty(AUDITORS).to(audit::csv),
                screen("/people").duty(EVERYBODY).to(people::list),
                screen("/people/person").duty(EVERYBODY).to(people::person),
                screen("/people/block").duty(OPERATORS).to(people::blockPage),
                screen("/people/erase").duty(OPERATORS).to(people::erasePage),
                screen("/people/merge").duty(OPERATORS).to(people::mergePage),
                write(What.PEOPLE, "/people/id")
                        .duty(EVERYBODY)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(writes::showId),
                write(What.PEOPLE, "/people/approve")
                        .duty(OPERATORS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(writes::approve),
                write(What.PEOPLE, "/people/invite")
                        .duty(OPERATORS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(writes::invite),
                write(What.PEOPLE, "/people/admit")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(writes::admit),
                write(What.PEOPLE, "/people/block")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(person)
                        .to(writes::block),
                write(What.PEOPLE, "/people/unblock")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(writes::unblock),
                write(What.PEOPLE, "/people/end-sessions")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(writes::endSessions),
                write(What.PEOPLE, "/people/rename")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(writes::rename),
                write(What.PEOPLE, "/people/roles")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(Proof.CLICK)
                        .to(writes::roles),
                write(What.PEOPLE, "/people/merge")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(gone)
                        .to(writes::merge),
                write(What.PEOPLE, "/people/erase")
                        .duty(OPERATORS)
                        .version(Version.ROW)
                        .proof(person)
                        .to(writes::erase),
                screen("/administrators").duty(EVERYBODY).to(administrators::list),
                screen("/administrators/one").duty(EVERYBODY).to(administrators::one),
                screen("/administrators/me").duty(OWNERS).to(administrators::mePage),
                screen("/administrators/remove").duty(OWNERS).to(administrators::removePage),
                write(What.PEOPLE, "/administrators/me")
                        .duty(OWNERS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(administrators::me),
                write(What.PEOPLE, "/administrators/add")
                        .duty(OWNERS)
                        .version(Version.NONE)
                        .proof(Proof.freshScan("/people/person"))
                        .to(administrators::add),
                write(What.PEOPLE, "/administrators/duty")
                        .duty(OWNERS)
                        .version(Version.ROW)
                        .proof(Proof.freshScan("/administrators/one"))
                        .to(administrators::change),
                write(What.PEOPLE, "/administrators/remove")
                        .duty(OWNERS)
                        .version(Version.ROW)
                        .proof(Proof.typedAfterFreshScan("/administrators/remove", AdministratorHandlers::typedName))
                        .to(administrators::remove),
                write(What.PEOPLE, "/administrators/code")
                        .duty(EVERYBODY)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(administrators::code),
                write(What.PEOPLE, "/administrators/forget")
                        .duty(EVERYBODY)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(administrators::forget));
    }

    /** Routes a request to its handler, and writes the response. */
    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        router.service(request, response);
    }

    @Override
    public void close() {
        doctors.close();
        databases.close();
    }
}
