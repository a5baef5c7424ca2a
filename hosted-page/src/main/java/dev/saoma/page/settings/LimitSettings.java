package dev.saoma.page.settings;

/**
 * How much is too much, each in times a minute on one node; 0 for no limit. Half of it may come at once.
 *
 * @param signInsPerAddress sign-ins that begin at one address, 600 by default: a company of five thousand behind one address
 *     signs in within ten minutes
 * @param signInsPerApplication sign-ins that begin for one application at one address, 600 by default
 * @param callbacksPerAddress sign-ins and sessions that end at one address, 1,200 by default
 * @param tokenCallsPerAddress calls of applications from one address, 6,000 by default
 * @param failedAuthentications wrong proofs of one application from one address, 30 by default
 */
public record LimitSettings(
        int signInsPerAddress,
        int signInsPerApplication,
        int callbacksPerAddress,
        int tokenCallsPerAddress,
        int failedAuthentications) {
    /** Where the settings say nothing. */
    public static final LimitSettings STANDARD = new LimitSettings(600, 600, 1_200, 6_000, 30);
}
