package dev.saoma.filter.internal.settings;

/** What browsers keep of the application, and which of their requests keep a session alive. Immutable. */
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

    /** Whether a sign-out has the browser throw away what it has cached of the host. */
    public boolean clearCacheOnSignOut() {
        return clearCacheOnSignOut;
    }

    /** Whether browsers must not store what only signed-in users get. */
    public boolean noStore() {
        return noStore;
    }

    /** Whether requests that no person has made keep a session alive. */
    public boolean backgroundExtendsIdle() {
        return backgroundExtendsIdle;
    }
}
