package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.stored.SealedSecrets;
import dev.saoma.page.settings.stored.StoredSettings;
import dev.saoma.page.settings.stored.StoredSettings.Pool;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WeChat credentials that are stored in a pool's database, sealed, because the file has none. */
class StoredCredentialsTest {
    private static final String KEY = "8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d";
    private static final String OTHER_KEY = "d3d9446802a44259755d38e6d163e820b6d767d2f8ed5d21a44b0e5886680cb9";
    private static final String APP_ID = "wx0123456789abcdef";
    private static final String ACCOUNT_ID = "wxfedcba9876543210";
    private static final String SECRET = "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5";
    private static final String FILE = """
            issuer: https://login.example.com
            wechat: { openUrl: "https://open.example.com" }
            keys: { cookie: KEYS }
            trustedProxies: [127.0.0.1]
            directory: { admission: approve }
            console: { url: "https://admin.example.cn" }
            """;

    @TempDir
    Path directory;

    private Path yaml;

    @BeforeEach
    void write() throws IOException {
        yaml = directory.resolve("page.yaml");
        write(FILE, KEY);
    }

    private void write(String text, String... keys) throws IOException {
        Files.writeString(yaml, text.replace("KEYS", "[" + String.join(", ", keys) + "]"));
    }

    private static Stored website(SealedSecrets seals) {
        return credentials("", APP_ID, seals.seal("wechat", APP_ID, SECRET));
    }

    private static Stored credentials(String app, String appId, String sealed) {
        return new Stored(Stored.WECHAT, app, Map.of("appId", List.of(appId), "appSecret", List.of(sealed)), List.of());
    }

    private static SealedSecrets seals(String key) {
        return new SealedSecrets(PoolSettings.ONLY, List.of(HexFormat.of().parseHex(key)));
    }

    private static StoredSettings stored(Stored... objects) {
        return new StoredSettings(Map.of(PoolSettings.ONLY, new Pool(1, List.of(objects))));
    }

    private PageSettings load(Stored... objects) {
        return PageSettings.load(yaml, Map.of(), stored(objects));
    }

    private List<Mistake> mistakes(Stored... objects) {
        SettingsException mistakes = catchThrowableOfType(SettingsException.class, () -> load(objects));
        assertThat(mistakes).isNotNull();
        assertThat(mistakes.getMessage()).doesNotContain(SECRET);
        return mistakes.mistakes();
    }

    @Test
    void credentials_areThoseOfTheDatabase_restIsTheFiles() {
        PageSettings settings = load(website(seals(KEY)));

        WeChatSettings wechat = settings.pool().wechat();
        assertThat(wechat.appId()).isEqualTo(APP_ID);
        assertThat(wechat.appSecret().reveal()).isEqualTo(SECRET);
        assertThat(wechat.openUrl()).hasToString("https://open.example.com");
        assertThat(wechat.isSetUp()).isTrue();
        assertThat(wechat.inDatabase()).isTrue();
        assertThat(settings.homes().getOrDefault(PoolSettings.ONLY, Map.of())).doesNotContainKey("wechat");
        assertThat(settings.warnings()).noneMatch(warning -> warning.contains("wechat"));
    }

    @Test
    void officialAccount_likewise() {
        SealedSecrets seals = seals(KEY);
        Stored account =
                credentials("officialAccount", ACCOUNT_ID, seals.seal("wechat.officialAccount", ACCOUNT_ID, SECRET));

        WeChatSettings inWeChat =
                load(website(seals), account).pool().wechat().inWeChat().orElseThrow();

        assertThat(inWeChat.appId()).isEqualTo(ACCOUNT_ID);
        assertThat(inWeChat.appSecret().reveal()).isEqualTo(SECRET);
    }

    @Test
    void noCredentialsAnywhere_isAWarning_whereTheConsoleCanHaveThem() throws IOException {
        PageSettings settings = load();

        assertThat(settings.pool().wechat().isSetUp()).isFalse();
        assertThat(settings.warnings()).anyMatch(warning -> warning.contains("an owner enters them in the console"));

        write(FILE.replaceFirst("console:.*\n", "") + "applications: []\n", KEY);
        assertThat(mistakes()).extracting(Mistake::key).contains("wechat.appId", "wechat.appSecret");
    }

    @Test
    void halfOfThemInTheFile_isAMistake() throws IOException {
        write(FILE.replace("{ openUrl", "{ appId: " + APP_ID + ", openUrl"), KEY);

        assertThat(mistakes()).extracting(Mistake::key).containsExactly("wechat.appSecret");
    }

    @Test
    void credentialsInBoth_areAMistakeOnce_andThoseOfTheFileStayAtAStart() throws IOException {
        write(FILE.replace("{ openUrl", "{ appId: " + ACCOUNT_ID + ", appSecret: " + SECRET + ", openUrl"), KEY);

        assertThat(mistakes(website(seals(KEY)))).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("wechat.appId");
            assertThat(mistake.line()).isEqualTo(2);
            assertThat(mistake.why()).contains("in the database, too");
        });
        List<String> reported = new ArrayList<>();
        PageSettings started =
                PageSettings.loadUsable(yaml, Map.of(), stored(website(seals(KEY))), new FileSnapshot(), reported::add);
        assertThat(started.pool().wechat().appId()).isEqualTo(ACCOUNT_ID);
        assertThat(reported).hasSize(1);
    }

    @Test
    void keyThatIsGone_isAMistake_andLeavesThemOutAtAStart() throws IOException {
        Stored website = website(seals(OTHER_KEY));
        Stored wiki = new Stored(
                Stored.APPLICATIONS,
                "wiki",
                Map.of("name", List.of("Wiki"), "redirectUris", List.of("https://w.example.com/cb")),
                List.of());

        assertThat(mistakes(website)).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("database.wechat.appSecret");
            assertThat(mistake.why()).contains("cannot be opened", "keys.cookie");
            assertThat(mistake.fix()).contains("enter the AppSecret again");
        });
        PageSettings started =
                PageSettings.loadUsable(yaml, Map.of(), stored(website, wiki), new FileSnapshot(), why -> {});
        assertThat(started.pool().wechat().isSetUp()).isFalse();
        assertThat(started.pool().application("wiki"))
                .as("the rest is as it was")
                .isPresent();

        write(FILE, KEY, OTHER_KEY);
        PageSettings settings = load(website);
        assertThat(settings.pool().wechat().appSecret().reveal()).isEqualTo(SECRET);
        assertThat(settings.warnings()).anyMatch(warning -> warning.contains("sealed with an older key"));
    }

    @Test
    void sealedSecret_opensForItsPoolPlaceAndAppIdOnly() {
        String sealed = seals(KEY).seal("wechat", APP_ID, SECRET);

        assertThat(mistakes(credentials("", ACCOUNT_ID, sealed)))
                .extracting(Mistake::why)
                .anyMatch(why -> why.contains("cannot be opened"));
        assertThat(mistakes(credentials("officialAccount", APP_ID, sealed)))
                .extracting(Mistake::why)
                .anyMatch(why -> why.contains("cannot be opened"));
        SealedSecrets foreign =
                new SealedSecrets("other", List.of(HexFormat.of().parseHex(KEY)));
        assertThat(mistakes(website(foreign)))
                .extracting(Mistake::why)
                .anyMatch(why -> why.contains("cannot be opened"));
        assertThat(mistakes(credentials("", APP_ID, SECRET)))
                .as("what is not sealed is not taken")
                .isNotEmpty();
    }

    @Test
    void database_cannotSayWhereWeChatIs() {
        Stored elsewhere = new Stored(
                Stored.WECHAT,
                "",
                Map.of(
                        "appId", List.of(APP_ID),
                        "appSecret", List.of(seals(KEY).seal("wechat", APP_ID, SECRET)),
                        "apiUrl", List.of("https://evil.example")),
                List.of());

        assertThat(mistakes(elsewhere)).extracting(Mistake::key).containsExactly("database.wechat.apiUrl");
    }
}
