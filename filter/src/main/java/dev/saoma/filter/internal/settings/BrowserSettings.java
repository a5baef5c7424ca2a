package dev.saoma.filter.internal.settings;

/** The settings of browser caches, and of requests that keep a session alive. Immutable. */
public final class BrowserSettings {
    private final boolean clearCacheOnSignOut;
    private final boolean noStore;
    private final boolean backgroundExtendsIdle;

    BrowserSettings(SettingsText text) {
        SettingsReader reader = new SettingsReader(text);
        clearCacheOnSignOut = reader.yesOrNo(Setting.CLEAR_CACHE_ON_SIGN_OUT);
        noStore = reader.yesOrNo(Setting.NO_STORE);
        backgroundExtendsIdle = reader.yesOrNo(Setting.BACKGROUND_EXTENDS_IDLE);
    }

    /** Whether a sign-out clears the browser's cache of the host. */
    public boolean clearCacheOnSignOut() {
        return clearCacheOnSignOut;
    }

    /** Whether browsers must not store responses to signed-in users. */
    public boolean noStore() {
        return noStore;
    }

    /** Whether requests that no person has made keep a session alive. */
    public boolean backgroundExtendsIdle() {
        return backgroundExtendsIdle;
    }
}
