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

    /** Has them told from now on; again for the same pool changes nothing. */
    static void watch(Telemetry telemetry, String pool, Supplier<DirectoryState> state) {
        DirectoryMetrics metrics = new DirectoryMetrics(telemetry, pool, state);
        metrics.tell("up", "1 while the directory's database answers, else 0", s -> s.answers() ? 1 : 0);
        metrics.tell("ready", "1 while people can be let in, from memory if need be, else 0", s -> s.ready() ? 1 : 0);
        metrics.tell("waiting.people", "People who wait for an approval", DirectoryState::waitingPeople);
        metrics.tell("blocked.refusals", "Refusals of blocked people since the start", DirectoryState::blockedRefusals);
        metrics.tell(
                "log.queued", "Entries of the log of sign-ins that are to be written", DirectoryState::queuedSignIns);
        metrics.tell("log.lost", "Entries of the log of sign-ins lost since the start", DirectoryState::lostSignIns);
        metrics.tell("messages.open", "Logout tokens of orders that are to be sent", DirectoryState::openMessages);
        metrics.tell(
                "connections",
                "Open connections to the database",
                s -> s.connections().open());
        metrics.tell(
                "connections.busy",
                "Connections to the database in use",
                s -> s.connections().busy());
        metrics.tell(
                "connections.awaited",
                "Calls that wait for a connection",
                s -> s.connections().awaited());
    }

    private void tell(String name, String description, ToDoubleFunction<DirectoryState> value) {
        telemetry.watch("saoma.directory." + name, description, () -> value.applyAsDouble(state.get()), "pool", pool);
    }
}
