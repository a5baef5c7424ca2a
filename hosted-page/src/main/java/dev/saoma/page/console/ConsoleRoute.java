package dev.saoma.page.console;

import dev.saoma.page.console.api.Problem;
import dev.saoma.page.database.Duty;
import dev.saoma.page.http.PageResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the console's routing table: an address with its checks. A row is built in stages, each of which leads only to the
 * next, so a write that omits a check does not compile; the router enforces the checks before the handler.
 *
 * @param method the allowed HTTP method; 405 for all others
 * @param kind selects the checks that run before the handler
 * @param who the allowed duties
 * @param change what a write changes, and the checks that this requires
 * @param members for the API, the accepted query parameters or body members; empty for browsers
 */
record ConsoleRoute(
        String path, String method, Kind kind, Who who, Change change, Set<String> members, Handler handler) {

    static final Who EVERYBODY = Who.EVERYBODY;
    static final Who OPERATORS = Who.OPERATORS;
    static final Who OWNERS = Who.OWNERS;
    static final Who AUDITORS = Who.AUDITORS;
    static final Who SECONDS = Who.SECONDS;

    /** The duties that a route allows. */
    enum Who {
        /** No duty is required. */
        ANYBODY(EnumSet.noneOf(Duty.class), EnumSet.noneOf(Duty.class)),
        EVERYBODY(EnumSet.allOf(Duty.class), EnumSet.allOf(Duty.class)),
        /** Owners and operators; with separate duties operators only, so that owners cannot do an operator's work. */
        OPERATORS(EnumSet.of(Duty.OWNER, Duty.OPERATOR), EnumSet.of(Duty.OPERATOR)),
        OWNERS(EnumSet.of(Duty.OWNER), EnumSet.of(Duty.OWNER)),
        AUDITORS(EnumSet.of(Duty.AUDITOR), EnumSet.of(Duty.AUDITOR)),
        /** Owners and operators, even with separate duties: either may confirm an order as the second administrator. */
        SECONDS(EnumSet.of(Duty.OWNER, Duty.OPERATOR), EnumSet.of(Duty.OWNER, Duty.OPERATOR));

        private final Set<Duty> usual;
        private final Set<Duty> separate;

        Who(Set<Duty> usual, Set<Duty> separate) {
            this.usual = usual;
            this.separate = separate;
        }

        /** @param separate whether {@code console.separateDuties} is set */
        boolean includes(Duty duty, boolean separate) {
            return (separate ? this.separate : usual).contains(duty);
        }
    }

    /** Returns the allowed duties; {@code separate} as in {@link Who#includes}. */
    Set<Duty> duties(boolean separate) {
        return Stream.of(Duty.values())
                .filter(duty -> who.includes(duty, separate))
                .collect(Collectors.toSet());
    }

    /** Whether the route belongs to the API, which accepts tokens and no cookies. */
    boolean ofApi() {
        return kind == Kind.API_READ || kind == Kind.API_WRITE;
    }

    /** The kind of a route. */
    enum Kind {
        /** Entry to the console, open to all. A POST must come from the console's own page; failures are rate-limited. */
        DOOR,
        /** Shows a screen to administrators. */
        SCREEN,
        /** A write: POST from the console's own page, with the session's form token. */
        WRITE,
        /** A read by a program that has a token. */
        API_READ,
        /** A write by a program that has a token. */
        API_WRITE
    }

    /** The subject of a write. */
    enum What {
        /** Settings, which are read-only with {@code console.readOnly}. */
        SETTINGS,
        /** People, administrators, sessions and everything else that no file could define instead. */
        PEOPLE
    }

    /**
     * The subject of a write, with its checks.
     *
     * @param version which version the write must carry
     * @param proof the required proof of intent
     */
    record Change(What what, Version version, Proof proof) {
        /** The declaration of a route that changes nothing. */
        static final Change NONE = new Change(What.PEOPLE, Version.NONE, Proof.CLICK);
    }

    What what() {
        return change.what();
    }

    Version version() {
        return change.version();
    }

    Proof proof() {
        return change.proof();
    }

    /** The version that a write has to carry. */
    enum Version {
        /** No version: the write does not depend on values that the administrator has seen. */
        NONE,
        /** The version of the row that the administrator has seen. */
        ROW
    }

    /**
     * The proof that a write is intended.
     *
     * @param form the screen to return to after a new scan; null if no scan of the last five minutes is required
     * @param name the name to type on a confirmation page; null if none has to be typed
     */
    record Proof(@Nullable String form, @Nullable Name name) {
        /** The click suffices. */
        static final Proof CLICK = new Proof(null, null);

        /** A scan at most five minutes old. */
        static Proof freshScan(String form) {
            return new Proof(form, null);
        }

        /** The typed name of the object to be changed. */
        static Proof typed(Name name) {
            return new Proof(null, name);
        }

        /** A typed name and a scan at most five minutes old. */
        static Proof typedAfterFreshScan(String form, Name name) {
            return new Proof(form, name);
        }
    }

    /** Returns the name that has to be typed for a request. */
    @FunctionalInterface
    interface Name {
        String of(Call call) throws ConsoleError;
    }

    /** Handles a request that has passed the checks of its route; only handlers of the API throw problems. Thread-safe. */
    @FunctionalInterface
    interface Handler {
        PageResponse handle(Call call) throws ConsoleError, Problem, IOException;
    }

    /** Stage that takes the allowed duties. */
    @FunctionalInterface
    interface Unassigned<N> {
        /** Allows administrators with one of these duties. */
        N duty(Who who);
    }

    /** Stage that takes the version check. */
    @FunctionalInterface
    interface Unversioned {
        Unproven version(Version version);
    }

    /** Stage that takes the proof of intent. */
    @FunctionalInterface
    interface Unproven {
        Unhandled proof(Proof proof);
    }

    /** Last stage, which takes the handler. */
    @FunctionalInterface
    interface Unhandled {
        ConsoleRoute to(Handler handler);
    }

    /** Stage of the API that takes the accepted parameters or members. */
    @FunctionalInterface
    interface Unlisted {
        Unhandled members(String... names);
    }

    /** Stage of the API that takes the version check. */
    @FunctionalInterface
    interface UnversionedCall {
        Unlisted version(Version version);
    }

    /** Begins a route that is open to all, for entry. */
    static Unhandled door(String method, String path) {
        return handler -> new ConsoleRoute(path, method, Kind.DOOR, Who.ANYBODY, Change.NONE, Set.of(), handler);
    }

    /** Begins a route that shows a screen. */
    static Unassigned<Unhandled> screen(String path) {
        return who -> handler -> new ConsoleRoute(path, "GET", Kind.SCREEN, who, Change.NONE, Set.of(), handler);
    }

    /** Begins a route that changes something. */
    static Unassigned<Unversioned> write(What what, String path) {
        return who -> version -> proof -> handler ->
                new ConsoleRoute(path, "POST", Kind.WRITE, who, new Change(what, version, proof), Set.of(), handler);
    }

    /** Begins a route of the API that reads; in its path {@code {id}} matches one segment. */
    static Unassigned<Unlisted> apiRead(String path) {
        return who -> names ->
                handler -> new ConsoleRoute(path, "GET", Kind.API_READ, who, Change.NONE, Set.of(names), handler);
    }

    /** Begins a route of the API that writes; the token proves intent, since no browser sends it automatically. */
    static Unassigned<UnversionedCall> apiWrite(What what, String method, String path) {
        return who -> version -> names -> handler -> new ConsoleRoute(
                path, method, Kind.API_WRITE, who, new Change(what, version, Proof.CLICK), Set.of(names), handler);
    }
}
