package dev.saoma.page.settings;

/**
 * How much is too much, each in times a minute on one node; 0 for no limit. Half of it may come at once.
 *
 * @param signInsPerAddress sign-ins that begin at one address; the default lets a company of five thousand behind one address
 *     sign in within ten minutes
 * @param signInsPerApplication sign-ins that begin for one application at one address
 * @param callbacksPerAddress sign-ins and sessions that end at one address
 * @param tokenCallsPerAddress calls of applications from one address
 * @param failedAuthentications wrong proofs of one application from one address
 */
public record LimitSettings(
        int signInsPerAddress,
        int signInsPerApplication,
        int callbacksPerAddress,
        int tokenCallsPerAddress,
        int failedAuthentications) {
    /** Where the settings say nothing. */
    public static final LimitSettings STANDARD = new LimitSettings(600, 600, 1_200, 6_000, 30);

    private static final int MOST_A_MINUTE = 1_000_000;

    /** Reads {@code limits}. */
    static LimitSettings read(Section section) {
        LimitSettings limits = new LimitSettings(
                aMinute(section, "signInsPerAddress", STANDARD.signInsPerAddress),
                aMinute(section, "signInsPerApplication", STANDARD.signInsPerApplication),
                aMinute(section, "callbacksPerAddress", STANDARD.callbacksPerAddress),
                aMinute(section, "tokenCallsPerAddress", STANDARD.tokenCallsPerAddress),
                aMinute(section, "failedAuthentications", STANDARD.failedAuthentications));
        section.close();
        return limits;
    }

    private static int aMinute(Section section, String key, int unless) {
        return Values.number(section, key, unless, MOST_A_MINUTE, "Write how often a minute; 0 for no limit.");
    }
}
