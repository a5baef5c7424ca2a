package dev.saoma.page.http;

/** Whose scripts may read what an address answers. */
public enum CrossOrigin {
    /** Those of our own pages. */
    NOBODY,
    /** Those at an origin that an application registered. */
    REGISTERED,
    /**
     * Those at an origin of an application with {@code authing-js-sdk}, which sends headers of its own and asks for every answer
     * <em>with credentials</em>: browsers show it only if the answer agrees. Nothing but the end of a session rests on a cookie.
     */
    AUTHING_SDK
}
