package dev.saoma.page;

import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.telemetry.Telemetry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics of a pool's directory. */
final class DirectoryMetrics {
    private final Telemetry telemetry;
    private final String pool;
    private final Supplier<DirectoryState> state;

    private DirectoryMetrics(Telemetry telemetry, String pool, Supplier<DirectoryState> state) {
        this.telemetry = telemetry;
        this.pool = pool;
        this.state = state;
    }

    /** Publishes the gauges of a pool; a second call for the same pool changes nothing. */
    static void watch(Telemetry telemetry, String pool, Supplier<DirectoryState> state) {
        DirectoryMetrics metrics = new DirectoryMetrics(telemetry, pool, state);
        metrics.gauge("up", "1 while the directory's database responds, else 0", s -> s.responds() ? 1 : 0);
        metrics.gauge("ready", "1 while people can be let in, from memory if need be, else 0", s -> s.ready() ? 1 : 0);
        metrics.gauge("waiting.people", "People who wait for an approval", DirectoryState::waitingPeople);
        metrics.gauge(
                "blocked.refusals", "Refusals of blocked people since the start", DirectoryState::blockedRefusals);
        metrics.gauge(
                "log.queued", "Entries of the log of sign-ins that are to be written", DirectoryState::queuedSignIns);
        metrics.gauge("log.lost", "Entries of the log of sign-ins lost since the start", DirectoryState::lostSignIns);
        metrics.gauge("messages.open", "Logout tokens of orders that are to be sent", DirectoryState::openMessages);
        metrics.gauge(
                "connections",
                "Open connections to the database",
                s -> s.connections().open());
        metrics.gauge(
                "connections.busy",
                "Connections to the database in use",
                s -> s.connections().busy());
        metrics.gauge(
                "connections.awaited",
                "Calls that wait for a connection",
                s -> s.connections().awaited());
    }

    private void gauge(String name, String description, ToDoubleFunction<DirectoryState> value) {
        telemetry.watch("saoma.directory." + name, description, () -> value.applyAsDouble(state.get()), "pool", pool);
    }
}
