package dev.saoma.page.settings;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code wechat}: the WeChat website app that signs people in.
 *
 * @param appId the AppID, {@code wx} and 16 hexadecimal digits; empty if it has not been entered yet
 * @param appSecret the AppSecret; empty if it has not been entered yet
 * @param subject the identifier that becomes the subject
 * @param openUrl base URL of the QR code page, without trailing slash
 * @param apiUrl base URL of the API, without trailing slash
 * @param officialAccount the account for sign-ins inside WeChat; null if there is none
 * @param movedUntil until when known openids may arrive with other unionids, because the app has moved to another Open
 *     Platform account; null if they may not
 * @param verificationFiles contents, by name, of the files by which WeChat verifies the ownership of the host
 * @param inDatabase whether AppID and AppSecret are entered in the console because the file has none
 */
public record WeChatSettings(
        String appId,
        Secret appSecret,
        SubjectPolicy subject,
        URI openUrl,
        URI apiUrl,
        @Nullable OfficialAccount officialAccount,
        @Nullable Instant movedUntil,
        Map<String, String> verificationFiles,
        boolean inDatabase) {
    /** The key of the official account in the settings. */
    public static final String OFFICIAL_ACCOUNT = "officialAccount";

    private static final URI OPEN_URL = URI.create("https://open.weixin.qq.com");
    private static final URI API_URL = URI.create("https://api.weixin.qq.com");
    private static final Secret NO_SECRET = Secret.of("");
    private static final Pattern APP_ID = Pattern.compile("wx[0-9a-f]{16}");

    /** Files of official accounts and WeCom, whose name contains the content. */
    private static final Pattern NAMED_FILE = Pattern.compile("(?:MP|WW)_verify_([A-Za-z0-9]{8,64})\\.txt");
    /** Files of mini programs and the Open Platform. */
    private static final Pattern RANDOM_FILE = Pattern.compile("[A-Za-z0-9]{8,64}\\.txt");

    private static final Pattern FILE_CONTENT = Pattern.compile("[A-Za-z0-9_=+/.-]{1,256}");
    private static final int MOST_FILES = 20;

    /** Copies the map. */
    public WeChatSettings {
        verificationFiles = Map.copyOf(verificationFiles);
    }

    /** Creates settings without an official account. */
    public WeChatSettings(String appId, Secret appSecret, SubjectPolicy subject, URI openUrl, URI apiUrl) {
        this(appId, appSecret, subject, openUrl, apiUrl, null, null, Map.of(), false);
    }

    /** Whether there are an AppID and an AppSecret, so that people can sign in. */
    public boolean isSetUp() {
        return !appId.isEmpty();
    }

    /** Returns these settings with other credentials. */
    WeChatSettings with(Credentials website, @Nullable OfficialAccount account) {
        return new WeChatSettings(
                website.appId(),
                website.appSecret(),
                subject,
                openUrl,
                apiUrl,
                account,
                movedUntil,
                verificationFiles,
                inDatabase);
    }

    /** Returns these settings with the official account's credentials; empty if there is none. */
    public Optional<WeChatSettings> inWeChat() {
        return Optional.ofNullable(officialAccount)
                .map(account -> new WeChatSettings(account.appId(), account.appSecret(), subject, openUrl, apiUrl));
    }

    /**
     * Which of WeChat's two identifiers is the {@code sub} of the ID token. Neither ever replaces the other: an account with
     * another identifier is another account.
     */
    public enum SubjectPolicy {
        /** One value per person for all apps of a WeChat Open Platform account. A sign-in without it is refused. */
        UNIONID,
        /** One value per person and app. */
        OPENID
    }

    /**
     * A certified service account (服务号) that signs people in inside WeChat, where the phone cannot scan its own screen.
     *
     * @param appId its AppID, which differs from the website app's
     * @param appSecret its AppSecret
     * @see "WeChat service accounts: webpage authorization, snsapi_userinfo"
     */
    public record OfficialAccount(String appId, Secret appSecret) {}

    /** AppID and AppSecret of an app; both empty if there are none. */
    record Credentials(String appId, Secret appSecret) {}

    /**
     * Reads {@code wechat}.
     *
     * @param elsewhere whether AppID and AppSecret may be in a database
     */
    static WeChatSettings read(Section section, boolean elsewhere) {
        boolean inFile = !elsewhere || section.has("appId") || section.has("appSecret");
        Credentials app = inFile ? website(section) : absent(section);
        SubjectPolicy subject = Values.choice(
                section,
                "subject",
                SubjectPolicy.UNIONID,
                "is neither unionid nor openid.",
                "Write \"unionid\" or \"openid\".");
        WeChatSettings wechat = new WeChatSettings(
                app.appId(),
                app.appSecret(),
                subject,
                base(section, "openUrl", OPEN_URL),
                base(section, "apiUrl", API_URL),
                officialAccount(section, app.appId(), subject),
                movedUntil(section.section("moved")),
                verificationFiles(section),
                !inFile);
        section.close();
        return wechat;
    }

    private static Credentials website(Section section) {
        Optional<String> appId = section.requiredText("appId", "Write the AppID of the website app (wx…).");
        appId.ifPresent(id -> checkWebsite(section, id));
        Optional<String> secret = section.requiredText(
                "appSecret", "Write the AppSecret of the website app, best as \"${env:WECHAT_SECRET}\".");
        secret.filter(WeChatSettings::isAppId)
                .ifPresent(s -> section.mistake("appSecret", "is an AppID.", "Swap appId and appSecret."));
        return new Credentials(appId.orElse(""), secret.map(Secret::of).orElse(NO_SECRET));
    }

    private static Credentials absent(Section section) {
        section.raw("appId"); // So that the keys count as known.
        section.raw("appSecret");
        return new Credentials("", NO_SECRET);
    }

    static boolean isAppId(String text) {
        return APP_ID.matcher(text).matches();
    }

    static void checkWebsite(Section section, String appId) {
        if (!isAppId(appId)) {
            section.mistake(
                    "appId",
                    "is not wx and 16 hexadecimal digits.",
                    "Copy the AppID of the website app from the Open Platform; is it swapped with the AppSecret?");
        }
    }

    static void checkAccount(Section section, String appId, String website) {
        if (!isAppId(appId)) {
            section.mistake(
                    "appId",
                    "is not wx and 16 hexadecimal digits.",
                    "Copy the AppID of the service account; is it swapped with the AppSecret?");
        }
        if (appId.equals(website)) {
            section.mistake(
                    "appId",
                    "is the website app's.",
                    "A service account has an AppID of its own; without one remove officialAccount.");
        }
    }

    private static URI base(Section section, String key, URI unless) {
        return Values.parsed(section, key, unless, url -> {
            Optional<String> wrong = UrlRules.wrongBase(url);
            wrong.ifPresent(why -> section.mistake(key, why, "Leave it out for the real " + unless + "."));
            return wrong.isPresent() ? Optional.empty() : Optional.of(URI.create(url));
        });
    }

    /** Returns the end of the last day of an app's move to another Open Platform account; null if there is no move. */
    private static @Nullable Instant movedUntil(Section section) {
        Instant until =
                section.text("until").flatMap(text -> day(section, text)).orElse(null);
        section.close();
        return until;
    }

    private static Optional<Instant> day(Section section, String text) {
        try {
            return Optional.of(LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeParseException e) {
            section.mistake("until", "is no date.", "Write the last day, such as 2027-01-31.");
            return Optional.empty();
        }
    }

    /** Reads the official account; null if there is none. {@code appId} and {@code subject} are those of the website app. */
    private static @Nullable OfficialAccount officialAccount(Section wechat, String appId, SubjectPolicy subject) {
        if (!wechat.has(OFFICIAL_ACCOUNT)) {
            wechat.raw(OFFICIAL_ACCOUNT); // So that the key counts as known.
            return null;
        }
        Section section = wechat.section(OFFICIAL_ACCOUNT);
        Optional<String> id = section.requiredText("appId", "Write the AppID of the service account (wx…).");
        id.ifPresent(text -> checkAccount(section, text, appId));
        Optional<String> secret = section.requiredText(
                "appSecret", "Write the AppSecret of the service account, best as \"${env:WECHAT_ACCOUNT_SECRET}\".");
        checkSubject(wechat, OFFICIAL_ACCOUNT, subject);
        section.close();
        return new OfficialAccount(id.orElse(""), Secret.of(secret.orElse("")));
    }

    static void checkSubject(Section section, String key, SubjectPolicy subject) {
        if (subject == SubjectPolicy.OPENID) {
            section.mistake(
                    key,
                    "does not go with subject: openid. The service account and the website app see another openid of the"
                            + " same person, who would become two users.",
                    "Bind both to one Open Platform account and write subject: unionid, or remove officialAccount.");
        }
    }

    /** Reads the verification files: contents by name. */
    private static Map<String, String> verificationFiles(Section section) {
        Map<String, String> files = new TreeMap<>();
        List<Section> entries = new ArrayList<>(section.sections("verificationFiles"));
        if (entries.size() > MOST_FILES) {
            section.mistake(
                    "verificationFiles", "has more than " + MOST_FILES + " entries.", "Remove those of old hosts.");
        }
        for (Section entry : entries) {
            String name = entry.requiredText(
                            "name", "Write what WeChat calls it, such as MP_verify_a1B2c3D4e5F6g7H8.txt.")
                    .orElse("");
            Optional<String> content = entry.text("content");
            Matcher named = NAMED_FILE.matcher(name);
            boolean saysItself = named.matches();
            if (!name.isEmpty() && !saysItself && !RANDOM_FILE.matcher(name).matches()) {
                entry.mistake(
                        "name",
                        "is not what WeChat calls such files.",
                        "Write the name of the file that WeChat offers for download: MP_verify_….txt, WW_verify_….txt, or"
                                + " 8 to 64 letters and digits with .txt.");
            } else if (content.isEmpty() && !saysItself) {
                entry.missing("content", "Write what is in the file.");
            }
            content.filter(text -> !FILE_CONTENT.matcher(text).matches())
                    .ifPresent(text -> entry.mistake(
                            "content",
                            "is not 1 to 256 of the characters A-Z a-z 0-9 _ = + / . -",
                            "Copy what is in the file, without a line break."));
            if (files.putIfAbsent(name, content.orElseGet(() -> saysItself ? named.group(1) : "")) != null) {
                entry.mistake("name", "is there twice.", "Remove one of the two.");
            }
            entry.close();
        }
        return files;
    }
}
