package dev.saoma.page.settings;

/**
 * The setting {@code limits}: rate limits per minute and node; 0 for no limit. Half of each is allowed as a burst.
 *
 * @param signInsPerAddress sign-ins begun from one address; the default lets five thousand people behind one address sign in
 *     within ten minutes
 * @param signInsPerApplication sign-ins begun from one address for one application
 * @param callbacksPerAddress callbacks and sign-outs from one address
 * @param tokenCallsPerAddress token endpoint calls from one address
 * @param failedAuthentications failed client authentications of one application from one address
 */
public record LimitSettings(
        int signInsPerAddress,
        int signInsPerApplication,
        int callbacksPerAddress,
        int tokenCallsPerAddress,
        int failedAuthentications) {
    /** The default limits. */
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
