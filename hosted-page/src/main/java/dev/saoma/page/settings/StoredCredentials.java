package dev.saoma.page.settings;

import dev.saoma.page.settings.WeChatSettings.Credentials;
import dev.saoma.page.settings.WeChatSettings.OfficialAccount;
import dev.saoma.page.settings.stored.SealedSecrets;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** AppIDs and AppSecrets that are in a pool's database, where an owner entered them in the console. */
public final class StoredCredentials {
    private static final String APP_ID = "appId";
    private static final String APP_SECRET = "appSecret";
    private static final String AGAIN = "Enter it again on the page WeChat of the console.";
    /** The format of an AppSecret; WeChat's have 32 of these characters. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final Section wechat;
    private final String pool;
    private final WeChatSettings written;
    private final SealedSecrets sealed;

    private StoredCredentials(Section wechat, String pool, WeChatSettings written, SealedSecrets sealed) {
        this.wechat = wechat;
        this.pool = pool;
        this.written = written;
        this.sealed = sealed;
    }

    /**
     * Returns the file's WeChat settings, with credentials from the pool's database if the file has none.
     *
     * @param section the file's {@code wechat}
     * @param pool name of the pool
     */
    static WeChatSettings addedTo(WeChatSettings written, Section section, String pool, KeySettings keys) {
        StoredCredentials stored = new StoredCredentials(section, pool, written, keys.sealedSecrets(pool));
        WeChatSettings wechat = stored.added();
        if (wechat.inDatabase() && !wechat.isSetUp()) {
            section.warn(
                    "wechat has no appId and appSecret here: an owner enters them in the console, on its page WeChat,"
                            + " and signing in is not possible before");
        }
        return wechat;
    }

    private WeChatSettings added() {
        Optional<Credentials> inFile = Optional.of(new Credentials(written.appId(), written.appSecret()))
                .filter(app -> !written.inDatabase());
        Credentials website = read("", inFile, WeChatSettings::checkWebsite)
                .orElse(new Credentials(written.appId(), written.appSecret()));
        Optional<Credentials> account = read(
                WeChatSettings.OFFICIAL_ACCOUNT,
                written.inWeChat().map(app -> new Credentials(app.appId(), app.appSecret())),
                (section, appId) -> {
                    WeChatSettings.checkAccount(section, appId, website.appId());
                    WeChatSettings.checkSubject(section, APP_ID, written.subject());
                });
        return written.with(
                website,
                account.map(app -> new OfficialAccount(app.appId(), app.appSecret()))
                        .orElse(null));
    }

    /** Returns the credentials of the file, otherwise those of the database; having both is a mistake. */
    private Optional<Credentials> read(String app, Optional<Credentials> inFile, BiConsumer<Section, String> rules) {
        Findings findings = wechat.findings();
        String object = new Stored(Stored.WECHAT, app, Map.of(), List.of()).object();
        if (inFile.isPresent()) {
            findings.home(pool, object, wechat.line());
        }
        return wechat.references().stored().pool(pool).of(Stored.WECHAT).stream()
                .filter(stored -> stored.name().equals(app))
                .findFirst()
                .map(stored -> findings.stored(pool, stored, () -> {
                    if (inFile.isPresent()) {
                        wechat.mistake(
                                app.isEmpty() ? APP_ID : app,
                                "is in the database, too.",
                                "Remove it here, or on the page WeChat of the console: one of the two counts.");
                    }
                    Optional<Credentials> read = read(stored, findings, rules);
                    return inFile.or(() -> read);
                }))
                .orElse(inFile);
    }

    private Optional<Credentials> read(Stored stored, Findings findings, BiConsumer<Section, String> rules) {
        Section section = Section.of(stored, findings);
        Optional<String> appId = section.requiredText(APP_ID, AGAIN);
        Optional<String> text = section.requiredText(APP_SECRET, AGAIN);
        section.close();
        if (appId.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        rules.accept(section, appId.get());
        Optional<String> secret = sealed.open(stored.object(), appId.get(), text.get());
        if (secret.isEmpty()) {
            section.mistake(
                    APP_SECRET,
                    "cannot be opened: keys.cookie does not have the key that it was sealed with.",
                    "Add that key to keys.cookie, after the one in use; or enter the AppSecret again in the console.");
        } else if (!sealed.isOfFirstKey(stored.object(), appId.get(), text.get())) {
            section.warn(
                    "the AppSecret of " + appId.get() + " in the database is sealed with an older key: enter it again"
                            + " in the console before you remove that key from keys.cookie");
        }
        return secret.map(opened -> new Credentials(appId.get(), Secret.of(opened)));
    }

    /**
     * Checks credentials by the rules of the file, and seals them.
     *
     * @param app empty for the website app, or {@link WeChatSettings#OFFICIAL_ACCOUNT}
     * @param keys the keys that all nodes share; the first one seals
     * @return the object to store
     * @throws SettingsException listing every mistake
     */
    public static Stored seal(
            PoolSettings pool, List<byte[]> keys, String app, String appId, String secret, Instant now) {
        Findings findings = new Findings();
        Stored typed = new Stored(Stored.WECHAT, app, Map.of(APP_ID, List.of(appId)), List.of());
        Section section = Section.of(typed, findings);
        WeChatSettings wechat = pool.wechat();
        if (app.isEmpty()) {
            WeChatSettings.checkWebsite(section, appId);
            if (wechat.inWeChat().filter(other -> other.appId().equals(appId)).isPresent()) {
                section.mistake(APP_ID, "is the service account's.", "Enter that of the website app.");
            }
        } else {
            WeChatSettings.checkAccount(section, appId, wechat.appId());
            WeChatSettings.checkSubject(section, APP_ID, wechat.subject());
        }
        if (WeChatSettings.isAppId(secret)) {
            section.mistake(APP_SECRET, "is an AppID.", "Swap appId and appSecret.");
        } else if (!SECRET.matcher(secret).matches()) {
            section.mistake(APP_SECRET, "is not 16 to 128 letters and digits.", "Copy all of it from WeChat.");
        } else if (pool.applications().stream()
                .anyMatch(one ->
                        one.secret().filter(own -> own.matches(secret, now)).isPresent())) {
            section.mistake(APP_SECRET, "is the client secret of an application.", "Enter the one that WeChat made.");
        }
        if (!findings.mistakes().isEmpty()) {
            throw SettingsException.of(typed.object(), findings.mistakes());
        }
        String sealed = new SealedSecrets(pool.name(), keys).seal(typed.object(), appId, secret);
        return new Stored(Stored.WECHAT, app, Map.of(APP_ID, List.of(appId), APP_SECRET, List.of(sealed)), List.of());
    }
}
