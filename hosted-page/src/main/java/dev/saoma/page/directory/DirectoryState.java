package dev.saoma.page.directory;

/**
 * The state of a directory, for operators.
 *
 * @param answers whether its database responded to the last call
 * @param ready whether people can be admitted
 * @param waitingPeople who wait for an approval
 * @param blockedRefusals refusals of blocked people since the start
 * @param queuedSignIns entries of the log of sign-ins that are still to be written
 * @param lostSignIns entries that were lost since the start
 * @param openMessages logout tokens that are still to be sent
 * @param connections to the database
 */
public record DirectoryState(
        boolean answers,
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
     * @param open in all
     * @param busy those of them in use
     * @param awaited calls that wait for one
     */
    public record Connections(int open, int busy, int awaited) {}
}
