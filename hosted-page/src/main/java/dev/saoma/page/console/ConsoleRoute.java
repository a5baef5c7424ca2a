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
 * One row of the console's table: an address and all that a request must have for it. A row is built in stages, each of which
 * offers the next one only, so a write that leaves a check out does not compile; the router does the checks, and a handler
 * of a write cannot be reached without them.
 *
 * @param method that is answered; 405 for all others
 * @param kind what is checked before the handler
 * @param who may, by duty
 * @param change what a write changes, and how it is held to that
 * @param members of the API: the parameters of a query, or the members of a body, that are taken
 */
record ConsoleRoute(
        String path, String method, Kind kind, Who who, Change change, Set<String> members, Handler handler) {

    static final Who EVERYBODY = Who.EVERYBODY;
    static final Who OPERATORS = Who.OPERATORS;
    static final Who OWNERS = Who.OWNERS;
    static final Who AUDITORS = Who.AUDITORS;
    static final Who SECONDS = Who.SECONDS;

    /** Those with which duties may. */
    enum Who {
        /** No duty is asked for. */
        ANYBODY(EnumSet.noneOf(Duty.class), EnumSet.noneOf(Duty.class)),
        EVERYBODY(EnumSet.allOf(Duty.class), EnumSet.allOf(Duty.class)),
        /** Where duties are separate, an owner decides about administrators and nothing else. */
        OPERATORS(EnumSet.of(Duty.OWNER, Duty.OPERATOR), EnumSet.of(Duty.OPERATOR)),
        OWNERS(EnumSet.of(Duty.OWNER), EnumSet.of(Duty.OWNER)),
        AUDITORS(EnumSet.of(Duty.AUDITOR), EnumSet.of(Duty.AUDITOR)),
        /** Whoever can confirm as the second what an owner or an operator has ordered. */
        SECONDS(EnumSet.of(Duty.OWNER, Duty.OPERATOR), EnumSet.of(Duty.OWNER, Duty.OPERATOR));

        private final Set<Duty> usual;
        private final Set<Duty> separate;

        Who(Set<Duty> usual, Set<Duty> separate) {
            this.usual = usual;
            this.separate = separate;
        }

        /** {@code separate}: whether {@code console.separateDuties} is set. */
        boolean includes(Duty duty, boolean separate) {
            return (separate ? this.separate : usual).contains(duty);
        }
    }

    /** The duties of which one is asked for; {@code separate} as with {@link Who}. */
    Set<Duty> duties(boolean separate) {
        return Stream.of(Duty.values())
                .filter(duty -> who.includes(duty, separate))
                .collect(Collectors.toSet());
    }

    /** Whether it is of the API, which takes tokens, and no cookies. */
    boolean ofApi() {
        return kind == Kind.API_READ || kind == Kind.API_WRITE;
    }

    /** What a row is for. */
    enum Kind {
        /** Open to everybody: how one comes in. A POST must come from the console's own page and pays for failures. */
        DOOR,
        /** Shows something to administrators. */
        SCREEN,
        /** Changes something: POST from the console's own page, with the session's form token. */
        WRITE,
        /** Answers a program that has a token. */
        API_READ,
        /** Changes something for a program that has a token. */
        API_WRITE
    }

    /** What a write changes. */
    enum What {
        /** Settings, which are read-only where {@code console.readOnly} says so. */
        SETTINGS,
        /** People, who administers, and sessions: nothing that a file could say instead. */
        PEOPLE
    }

    /**
     * What a write changes, and how it is held to that.
     *
     * @param version what must not have changed since the form was made
     * @param proof what shows that a dangerous thing is meant
     */
    record Change(What what, Version version, Proof proof) {
        /** Of what changes nothing. */
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

    /** The version that a write carries. */
    enum Version {
        /** Nothing that another could have changed meanwhile: something new is made, or it is named by a number read out. */
        NONE,
        /** A row of which the administrator saw a version. */
        ROW
    }

    /**
     * What shows that a write is meant.
     *
     * @param freshScan whether the scan must not be older than five minutes
     * @param name what must be typed on a page of its own; null where the click is enough
     */
    record Proof(boolean freshScan, @Nullable Name name) {
        /** The click. */
        static final Proof CLICK = new Proof(false, null);
        /** A scan not older than five minutes. */
        static final Proof FRESH_SCAN = new Proof(true, null);

        /** The name of what is about to be changed, typed. */
        static Proof typed(Name name) {
            return new Proof(false, name);
        }

        /** Both. */
        static Proof typedAfterFreshScan(Name name) {
            return new Proof(true, name);
        }
    }

    /** Says what must be typed for a request. */
    @FunctionalInterface
    interface Name {
        String of(Call call) throws ConsoleError;
    }

    /** Answers a request that has passed the checks of its row; only the API has problems. Thread-safe. */
    @FunctionalInterface
    interface Handler {
        PageResponse handle(Call call) throws ConsoleError, Problem, IOException;
    }

    /** Stage: who may. */
    @FunctionalInterface
    interface Unassigned<N> {
        /** Those who have one of these duties. */
        N duty(Who who);
    }

    /** Stage: what must not have changed. */
    @FunctionalInterface
    interface Unversioned {
        Unproven version(Version version);
    }

    /** Stage: what shows that it is meant. */
    @FunctionalInterface
    interface Unproven {
        Unhandled proof(Proof proof);
    }

    /** Last stage. */
    @FunctionalInterface
    interface Unhandled {
        ConsoleRoute to(Handler handler);
    }

    /** Stage of the API: what a query or a body may have in it. */
    @FunctionalInterface
    interface Unlisted {
        Unhandled members(String... names);
    }

    /** Stage of the API: what must not have changed. */
    @FunctionalInterface
    interface UnversionedCall {
        Unlisted version(Version version);
    }

    /** A row by which one comes in. */
    static Unhandled door(String method, String path) {
        return handler -> new ConsoleRoute(path, method, Kind.DOOR, Who.ANYBODY, Change.NONE, Set.of(), handler);
    }

    /** A row that shows something. */
    static Unassigned<Unhandled> screen(String path) {
        return who -> handler -> new ConsoleRoute(path, "GET", Kind.SCREEN, who, Change.NONE, Set.of(), handler);
    }

    /** A row that changes something. */
    static Unassigned<Unversioned> write(What what, String path) {
        return who -> version -> proof -> handler ->
                new ConsoleRoute(path, "POST", Kind.WRITE, who, new Change(what, version, proof), Set.of(), handler);
    }

    /** A row of the API that answers something; in its path {@code {id}} stands for one segment. */
    static Unassigned<Unlisted> apiRead(String path) {
        return who -> names ->
                handler -> new ConsoleRoute(path, "GET", Kind.API_READ, who, Change.NONE, Set.of(names), handler);
    }

    /** A row of the API that changes something; a token shows that it is meant, since no browser sends it by itself. */
    static Unassigned<UnversionedCall> apiWrite(What what, String method, String path) {
        return who -> version -> names -> handler -> new ConsoleRoute(
                path, method, Kind.API_WRITE, who, new Change(what, version, Proof.CLICK), Set.of(names), handler);
    }
}
