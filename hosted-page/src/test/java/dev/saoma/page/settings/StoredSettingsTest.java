package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.settings.AdmissionRule.Policy;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.stored.StoredSettings;
import dev.saoma.page.settings.stored.StoredSettings.ClientSecret;
import dev.saoma.page.settings.stored.StoredSettings.Pool;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are stored in a database beside the file: the same reader, the same rules, one home per object. */
class StoredSettingsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String FILE = """
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
            trustedProxies: [127.0.0.1]
            directory: { admission: approve }
            console: { url: "https://admin.example.cn" }
            """;
    private static final String CRM = """
            applications:
              - name: CRM
                clientId: crm
                redirectUris: [https://crm.example.com/cb]
            """;
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME_SECRET", "of-the-machine");

    @TempDir
    Path directory;

    private Path yaml;

    @BeforeEach
    void write() throws Exception {
        yaml = directory.resolve("page.yaml");
        Files.writeString(yaml, FILE);
    }

    private static Stored application(String clientId, Map<String, List<String>> values, ClientSecret... secrets) {
        return new Stored(Stored.APPLICATIONS, clientId, values, List.of(secrets));
    }

    private static Stored wiki(ClientSecret... secrets) {
        return application(
                "wiki", Map.of("name", List.of("Wiki"), "redirectUris", List.of("https://w.example.com/cb")), secrets);
    }

    private static StoredSettings stored(Stored... objects) {
        return new StoredSettings(Map.of(PoolSettings.ONLY, new Pool(1, List.of(objects))));
    }

    private PageSettings load(Stored... objects) {
        return PageSettings.load(yaml, ENVIRONMENT, stored(objects));
    }

    private List<Mistake> mistakes(Stored... objects) {
        try {
            load(objects);
            return List.of();
        } catch (SettingsException e) {
            return e.mistakes();
        }
    }

    @Test
    void applications_areThoseOfBoth() throws Exception {
        Files.writeString(yaml, FILE + CRM);

        PageSettings settings = load(application(
                "wiki",
                Map.of(
                        "name", List.of("Wiki"),
                        "redirectUris", List.of("https://w.example.com/cb"),
                        "admission.people", List.of("known"),
                        "admission.roles", List.of("staff", "boss"),
                        "idTokenLifetime", List.of("PT10M"))));

        assertThat(settings.pool().applications())
                .extracting(Application::clientId)
                .containsExactly("crm", "wiki", "saoma-console");
        Application wiki = settings.pool().application("wiki").orElseThrow();
        assertThat(wiki.admission()).contains(new AdmissionRule(Policy.KNOWN, Set.of("staff", "boss")));
        assertThat(wiki.rules().idTokenLifetime()).hasMinutes(10);
        assertThat(wiki.homeUri()).hasToString("https://w.example.com/");
        assertThat(settings.homes()).isEqualTo(Map.of("default", Map.of("applications.crm", 7, "wechat", 2)));
    }

    @Test
    void fileWithoutApplications_isEnoughWhereThereIsAConsole() throws Exception {
        assertThat(load().pool().applications())
                .extracting(Application::clientId)
                .containsExactly("saoma-console");

        Files.writeString(yaml, FILE.replaceAll("console: .*\n", ""));
        assertThat(mistakes()).extracting(Mistake::key).containsExactly("applications");
    }

    @Test
    void withoutConsole_whatTheDatabaseSaysIsNotRead() throws Exception {
        Files.writeString(yaml, FILE.replaceAll("console: .*\n", "") + CRM);

        PageSettings settings = load(wiki(), application("crm", Map.of()));

        assertThat(settings).isEqualTo(PageSettings.load(yaml, ENVIRONMENT));
        assertThat(settings.homes()).isEmpty();
    }

    @Test
    void clientIdInBoth_isAMistakeThatNamesTheLine() throws Exception {
        Files.writeString(yaml, FILE + CRM);

        assertThat(mistakes(application("crm", wiki().values())))
                .singleElement()
                .asString()
                .isEqualTo("database.applications.crm.clientId: \"crm\" is in the settings file, too (line 7)."
                        + " Remove it there or in the console: one of the two counts.");
    }

    @Test
    void valuesOfTheDatabase_areLiteral() {
        Stored hostile = application(
                "wiki",
                Map.of(
                        "name", List.of("${env:HOME_SECRET}"),
                        "redirectUris", List.of("https://w.example.com/cb"),
                        "claims", List.of("${file:/etc/passwd}")));

        Application wiki = load(hostile).pool().application("wiki").orElseThrow();

        assertThat(wiki.name()).isEqualTo("${env:HOME_SECRET}");
        assertThat(wiki.claims()).containsExactly("${file:/etc/passwd}");
    }

    @Test
    void brokenRow_changesNothing_andAtAStartIsLeftOut() throws Exception {
        Files.writeString(yaml, FILE + CRM);
        Stored newer = application("later", Map.of("name", List.of("Later"), "ofALaterVersion", List.of("x")));
        Stored same = application("crm", wiki().values());

        assertThat(mistakes(newer, wiki(), same))
                .extracting(Mistake::key)
                .contains("database.applications.later.ofALaterVersion", "database.applications.crm.clientId");

        List<String> reported = new ArrayList<>();
        PageSettings settings = PageSettings.loadUsable(
                yaml, ENVIRONMENT, stored(newer, wiki(), same), new FileSnapshot(), reported::add);
        assertThat(settings.pool().applications())
                .extracting(Application::clientId)
                .containsExactly("crm", "wiki", "saoma-console");
        assertThat(settings.pool().application("crm").orElseThrow().name()).isEqualTo("CRM");
        assertThat(reported).singleElement().asString().contains("later", "line 7");

        Files.writeString(yaml, FILE + "applications: { }\n");
        assertThatThrownBy(() ->
                        PageSettings.loadUsable(yaml, ENVIRONMENT, stored(wiki()), new FileSnapshot(), reported::add))
                .as("a mistake of the file")
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void secretsOfTheDatabase_proveByTheirDigestUntilTheyEnd() {
        String old = "a".repeat(20) + "-0123456789-old";
        String now = "b".repeat(20) + "-0123456789-now";
        Secret secret = load(wiki(
                        new ClientSecret("one", Fingerprint.of(old), NOW.toEpochMilli()),
                        new ClientSecret("two", Fingerprint.of(now), ClientSecret.NEVER)))
                .pool()
                .application("wiki")
                .orElseThrow()
                .secret()
                .orElseThrow();

        assertThat(secret.matches(old, NOW.minusMillis(1))).isTrue();
        assertThat(secret.used(old, NOW.minusMillis(1))).contains("one");
        assertThat(secret.matches(old, NOW)).as("ended").isFalse();
        assertThat(secret.matches(now, NOW)).isTrue();
        assertThat(secret.used(now, NOW)).contains("two");
        assertThat(secret.matches(Fingerprint.of(now), NOW))
                .as("the digest itself")
                .isFalse();
        assertThat(secret.matches("", NOW)).isFalse();
        assertThatThrownBy(secret::reveal).isInstanceOf(NullPointerException.class);
    }

    @Test
    void applicationWithoutAnySecret_isNoPublicClient() {
        Secret none =
                load(wiki()).pool().application("wiki").orElseThrow().secret().orElseThrow();
        assertThat(none.matches("", NOW)).isFalse();
        assertThat(none.matches("null", NOW)).isFalse();

        Application open = load(application(
                        "open",
                        Map.of(
                                "name", List.of("Open"),
                                "publicClient", List.of("true"),
                                "origins", List.of("https://o.example.com"))))
                .pool()
                .application("open")
                .orElseThrow();
        assertThat(open.secret()).isEmpty();
        assertThat(open.redirectUris()).containsExactly("https://o.example.com/");
    }
}
