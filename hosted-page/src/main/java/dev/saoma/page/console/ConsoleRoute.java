package dev.saoma.page.console;

import dev.saoma.page.database.Duty;
import dev.saoma.page.http.PageResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the console's table: an address and all that a request must have for it. A row is built in stages, each of which
 * offers the next one only, so a write that leaves a check out does not compile; the router does the checks, and a handler
 * of a write cannot be reached without them.
 *
 * @param method that is answered; 405 for all others
 * @param kind what is checked before the handler
 * @param what what a write changes; nothing of the settings elsewhere
 * @param duties of which the administrator must have one; empty for {@link Kind#DOOR}
 * @param version what must not have changed since the form was made
 * @param proof what shows that a dangerous thing is meant
 */
record ConsoleRoute(
        String path,
        String method,
        Kind kind,
        What what,
        Set<Duty> duties,
        Version version,
        Proof proof,
        Handler handler) {

    static final Set<Duty> EVERYBODY = EnumSet.allOf(Duty.class);
    static final Set<Duty> OPERATORS = EnumSet.of(Duty.OWNER, Duty.OPERATOR);
    static final Set<Duty> OWNERS = EnumSet.of(Duty.OWNER);
    static final Set<Duty> AUDITORS = EnumSet.of(Duty.AUDITOR);

    /** What a row is for. */
    enum Kind {
        /** Open to everybody: how one comes in. A POST must come from the console's own page and pays for failures. */
        DOOR,
        /** Shows something to administrators. */
        SCREEN,
        /** Changes something: POST from the console's own page, with the session's form token. */
        WRITE
    }

    /** What a write changes. */
    enum What {
        /** Settings, which are read-only where {@code console.readOnly} says so. */
        SETTINGS,
        /** People, who administers, and sessions: nothing that a file could say instead. */
        PEOPLE
    }

    /** The version that the form of a write carries. */
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

    /** Answers a request that has passed the checks of its row. Thread-safe. */
    @FunctionalInterface
    interface Handler {
        PageResponse handle(Call call) throws ConsoleError, IOException;
    }

    /** Stage: who may. */
    @FunctionalInterface
    interface Unassigned<N> {
        /** Those who have one of these duties. */
        N duty(Set<Duty> duties);
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

    /** A row by which one comes in. */
    static Unhandled door(String method, String path) {
        return handler ->
                new ConsoleRoute(path, method, Kind.DOOR, What.PEOPLE, Set.of(), Version.NONE, Proof.CLICK, handler);
    }

    /** A row that shows something. */
    static Unassigned<Unhandled> screen(String path) {
        return duties -> handler ->
                new ConsoleRoute(path, "GET", Kind.SCREEN, What.PEOPLE, duties, Version.NONE, Proof.CLICK, handler);
    }

    /** A row that changes something. */
    static Unassigned<Unversioned> write(What what, String path) {
        return duties -> version ->
                proof -> handler -> new ConsoleRoute(path, "POST", Kind.WRITE, what, duties, version, proof, handler);
    }
}
