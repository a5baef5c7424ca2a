package dev.saoma.sandbox.sns;

/** The scope of a code and its tokens. */
public enum Scope {
    /** Of a website app: the user with profile. */
    LOGIN("snsapi_login", true),
    /** Of an official account, without consent: the openid and nothing else. */
    BASE("snsapi_base", false),
    /** Of an official account, with the user's consent: the user with profile. */
    USERINFO("snsapi_userinfo", true),
    /** The same on a page that was opened without a click: a virtual person. */
    SNAPSHOT("snsapi_userinfo", false);

    private final String wireName;
    private final boolean profile;

    Scope(String wireName, boolean profile) {
        this.wireName = wireName;
        this.profile = profile;
    }

    /** Returns the name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Whether {@code /sns/userinfo} may be called. */
    boolean hasProfile() {
        return profile;
    }
}
