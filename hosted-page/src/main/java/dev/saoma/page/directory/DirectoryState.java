package dev.saoma.page.directory;

/**
 * The state of a directory, for operators.
 *
 * @param responds whether its database responds, by recent calls
 * @param ready whether people can be admitted
 * @param waitingPeople people who wait for approval
 * @param blockedRefusals refusals of blocked people since the start
 * @param queuedSignIns entries of the log of sign-ins that have not been written yet
 * @param lostSignIns entries that were lost since the start
 * @param openMessages logout tokens that have not been delivered yet
 * @param connections connections to the database
 */
public record DirectoryState(
        boolean responds,
        boolean ready,
        long waitingPeople,
        long blockedRefusals,
        long queuedSignIns,
        long lostSignIns,
        long openMessages,
        Connections connections) {
    /** The state of a directory whose database has not responded since the start. */
    public static final DirectoryState AWAY = new DirectoryState(false, false, 0, 0, 0, 0, 0, new Connections(0, 0, 0));

    /**
     * Connections to the database.
     *
     * @param open all open connections
     * @param busy connections in use
     * @param awaited calls that wait for a connection
     */
    public record Connections(int open, int busy, int awaited) {}
}
