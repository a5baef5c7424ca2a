package dev.saoma.sandbox.sns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The calls of the {@code /sns} API, and the failures planned for the next ones. Thread-safe; keeps the newest calls only. */
public final class SnsJournal {

    private static final int MAX_CALLS = 1000;
    private static final String ANY = "";
    private static final Set<String> ENDPOINTS = Set.of("access_token", "refresh_token", "auth", "userinfo");

    private record Failure(String endpoint, int errcode) {}

    private final Deque<ApiCall> calls = new ArrayDeque<>();
    private final Deque<Failure> failures = new ArrayDeque<>();

    /** Makes the next call fail, whichever it is. */
    public void failNext(int errcode) {
        plan(ANY, errcode);
    }

    /** Makes the next call of one endpoint fail. */
    public void failNext(String endpoint, int errcode) {
        if (!ENDPOINTS.contains(endpoint)) {
            throw new IllegalArgumentException(
                    "endpoint must be one of " + new TreeSet<>(ENDPOINTS) + ", but is \"" + endpoint + "\"");
        }
        plan(endpoint, errcode);
    }

    /** Removes the oldest planned failure that applies to this endpoint; empty if there is none. */
    synchronized OptionalInt nextFailure(String endpoint) {
        for (Iterator<Failure> planned = failures.iterator(); planned.hasNext(); ) {
            Failure failure = planned.next();
            if (failure.endpoint.equals(ANY) || failure.endpoint.equals(endpoint)) {
                planned.remove();
                return OptionalInt.of(failure.errcode);
            }
        }
        return OptionalInt.empty();
    }

    synchronized void add(ApiCall call) {
        if (calls.size() == MAX_CALLS) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    /** Returns the calls so far, oldest first. */
    public synchronized List<ApiCall> calls() {
        return List.copyOf(calls);
    }

    private synchronized void plan(String endpoint, int errcode) {
        SnsErrors.requireKnown(errcode);
        failures.addLast(new Failure(endpoint, errcode));
    }
}
