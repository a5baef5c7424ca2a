package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.settings.ApplicationAdministration;
import dev.saoma.page.database.settings.ApplicationAdministration.NewSecret;
import dev.saoma.page.database.settings.LookAdministration;
import dev.saoma.page.database.settings.SettingsSource;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredApplication.SecretEntry;
import dev.saoma.page.settings.stored.StoredSettings;
import dev.saoma.page.settings.stored.StoredSettings.ClientSecret;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import dev.saoma.page.support.LogLines;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Applications that administrators keep in the database. */
interface ApplicationCases extends DirectoryCases {
    Map<String, List<String>> WIKI = Map.of(
            "name", List.of("Wiki 百科"),
            "redirectUris", List.of("https://wiki.example.com/cb", "https://wiki.example.com/cb2"),
            "admission.people", List.of("known"),
            "admission.roles", List.of("staff"));

    private static ApplicationAdministration applications(DirectoryFixture node, Map<String, Integer> lines) {
        return new ApplicationAdministration(
                node.database, new RandomText(new SecureRandom()), new Home(lines, Optional.empty(), () -> {}));
    }

    private static ApplicationAdministration applications(DirectoryFixture node) {
        return applications(node, Map.of());
    }

    private static StoredSettings.Pool stored(DirectoryFixture node) {
        try (SettingsSource source = new SettingsSource()) {
            return source.read(List.of(node.settings)).pool("default");
        }
    }

    @Test
    @DisplayName("5B: an application is kept, changed and removed by version, each with its row of the audit")
    default void application_isKeptByVersion() {
        DirectoryFixture node = node("everybody");
        ApplicationAdministration all = applications(node);
        assertThat(all.list()).isEmpty();
        assertThat(stored(node)).isEqualTo(StoredSettings.Pool.EMPTY);

        StoredApplication wiki = all.create(ROOT, "wiki", WIKI);
        assertThat(wiki.values()).isEqualTo(WIKI);
        assertThat(wiki.confidential()).isTrue();
        assertThatThrownBy(() -> all.create(ROOT, "wiki", WIKI)).isInstanceOf(OrderRefusedException.class);
        StoredSettings.Pool first = stored(node);
        assertThat(first.of(Stored.APPLICATIONS)).containsExactly(new Stored("applications", "wiki", WIKI, List.of()));

        Map<String, List<String>> less =
                Map.of("name", List.of("Wiki"), "redirectUris", List.of("https://wiki.example.com/cb"));
        StoredApplication changed = all.change(ROOT, "wiki", wiki.version(), less);
        assertThat(changed.version()).isGreaterThan(wiki.version());
        assertThat(changed.values()).isEqualTo(less);
        assertThat(stored(node).revision()).isGreaterThan(first.revision());
        assertThatThrownBy(() -> all.change(ROOT, "wiki", wiki.version(), WIKI)).isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> all.remove(ROOT, "wiki", wiki.version())).isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> all.change(
                        ROOT,
                        "wiki",
                        changed.version(),
                        Map.of(
                                "name",
                                List.of("Wiki"),
                                "publicClient",
                                List.of("true"),
                                "redirectUris",
                                List.of("https://wiki.example.com/cb"))))
                .as("a secret that could be left out")
                .isInstanceOf(OrderRefusedException.class);

        all.remove(ROOT, "wiki", changed.version());
        assertThat(all.find("wiki")).isEmpty();
        assertThat(stored(node).objects()).isEmpty();
        assertThat(rows("saoma_setting_value")).isEmpty();
        assertThat(rows("saoma_audit").stream().map(row -> row.get("action")))
                .containsExactly("application-added", "application-changed", "application-removed");
        assertThat(rows("saoma_audit_detail").toString())
                .contains("wiki redirectUris: https://wiki.example.com/cb https://wiki.example.com/cb2"
                        + " → https://wiki.example.com/cb");
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("5B: a form that is older than a removal does not change what was made under that name afterwards")
    default void versionOfARemovedObject_isNeverOneAgain() {
        DirectoryFixture node = node("everybody");
        ApplicationAdministration all = applications(node);
        LookAdministration look = new LookAdministration(node.database, Home.NONE);
        Map<String, List<String>> colour = Map.of("colours.accent", List.of("#0a7d33"));
        Set<Long> ofWiki = new HashSet<>();
        Set<Long> ofLook = new HashSet<>();
        for (int round = 1; round <= 3; round++) {
            StoredApplication made = all.create(ROOT, "wiki", WIKI);
            StoredApplication changed = all.change(ROOT, "wiki", made.version(), WIKI);
            assertThat(ofWiki.add(made.version()) && ofWiki.add(changed.version()))
                    .isTrue();
            look.save(ROOT, look.version(), colour);
            assertThat(ofLook.add(look.version())).isTrue();
            for (long old : ofWiki) {
                if (old != changed.version()) {
                    assertThatThrownBy(() -> all.remove(ROOT, "wiki", old)).isInstanceOf(ChangedException.class);
                }
            }
            for (long old : ofLook) {
                if (old != look.version()) {
                    assertThatThrownBy(() -> look.save(ROOT, old, Map.of())).isInstanceOf(ChangedException.class);
                }
            }
            all.remove(ROOT, "wiki", changed.version());
            look.save(ROOT, look.version(), Map.of());
            assertThat(look.version()).as("there is none").isEqualTo(1);
        }
    }

    @Test
    @DisplayName("5B: what is typed is held to the rules of the file, and each mistake names its field")
    default void values_areHeldToTheRulesOfTheFile() {
        DirectoryFixture node = node("everybody");
        ApplicationAdministration all = applications(node);
        Map<String, List<String>> wrong = Map.of(
                "name", List.of("x".repeat(61)),
                "redirectUris",
                        List.of("https://wiki.example.com/*", "http://wiki.example.com/", "https://w.example.com/#x"),
                "admission", List.of("nobody"),
                "clientSecret", List.of("chosen-by-a-person-0123456789abcdef"),
                "origins", List.of("https://wiki.example.com"));
        SettingsException mistakes =
                catchThrowableOfType(SettingsException.class, () -> all.create(ROOT, "wiki", wrong));
        assertThat(mistakes.mistakes())
                .extracting(Mistake::key)
                .contains("name", "admission", "clientSecret", "origins")
                .anyMatch(key -> key.startsWith("redirectUris["));
        assertThat(mistakes.getMessage())
                .contains("wildcards do not exist here", "plain http", "holds a fragment")
                .doesNotContain("chosen-by-a-person");
        for (String id : List.of("", "a b", "crm/x", "saoma-console", "x".repeat(65))) {
            assertThatThrownBy(() -> all.create(ROOT, id, WIKI)).as(id).isInstanceOf(SettingsException.class);
        }
        assertThatThrownBy(() -> all.create(
                        ROOT,
                        "wiki",
                        Map.of(
                                "name",
                                List.of("W"),
                                "redirectUris",
                                List.of("https://w.example.com/" + "x".repeat(5000)))))
                .isInstanceOf(SettingsException.class);
        assertThat(all.list()).isEmpty();
        assertThat(rows("saoma_audit")).isEmpty();
    }

    @Test
    @DisplayName("5B: what stands in the file is changed there alone")
    default void applicationOfTheFile_isLeftAlone() {
        DirectoryFixture node = node("everybody");
        StoredApplication wiki = applications(node).create(ROOT, "wiki", WIKI);
        ApplicationAdministration all = applications(node, Map.of("applications.wiki", 12));
        assertThatThrownBy(() -> all.create(ROOT, "wiki", WIKI)).hasMessageContaining("settings file, line 12");
        assertThatThrownBy(() -> all.change(ROOT, "wiki", wiki.version(), WIKI)).hasMessageContaining("line 12");
        assertThatThrownBy(() -> all.addSecret(ROOT, "wiki", wiki.version(), null))
                .hasMessageContaining("line 12");
        assertThat(all.find("wiki")).contains(wiki);
    }

    @Test
    @DisplayName(
            "5B: a secret is kept as a digest, is valid beside others, ends at its end date, and its use is recorded")
    default void secret_isKeptAsADigest() {
        DirectoryFixture node = node("everybody");
        ApplicationAdministration all = applications(node);
        StoredApplication wiki = all.create(ROOT, "wiki", WIKI);
        NewSecret first = all.addSecret(ROOT, "wiki", wiki.version(), null);
        assertThat(first.text()).hasSize(43);
        assertThat(first.toString()).doesNotContain(first.text());
        assertThatThrownBy(() -> all.addSecret(ROOT, "wiki", wiki.version(), null))
                .isInstanceOf(ChangedException.class);
        clock().advance(Duration.ofSeconds(1));
        NewSecret second =
                all.addSecret(ROOT, "wiki", all.find("wiki").orElseThrow().version(), Duration.ofDays(7));

        long end = clock().millis() + Duration.ofDays(7).toMillis();
        assertThat(stored(node).objects().get(0).secrets())
                .containsExactly(
                        new ClientSecret(first.id(), Fingerprint.of(first.text()), end),
                        new ClientSecret(second.id(), Fingerprint.of(second.text()), ClientSecret.NEVER));
        assertThat(dump()).contains(first.id(), second.id()).doesNotContain(first.text(), second.text());

        node.directory.secretUsed("wiki", second.id());
        await(() -> all.find("wiki").orElseThrow().secrets().get(1).lastAt() != null);
        assertThat(all.find("wiki").orElseThrow().secrets())
                .containsExactly(
                        new SecretEntry(first.id(), clock().millis() - 1000, end, null),
                        new SecretEntry(second.id(), clock().millis(), null, clock().millis()));

        all.endSecret(ROOT, "wiki", all.find("wiki").orElseThrow().version(), first.id());
        assertThat(all.find("wiki").orElseThrow().secrets())
                .extracting(SecretEntry::id)
                .containsExactly(second.id());
        assertThatThrownBy(() -> all.endSecret(
                        ROOT, "wiki", all.find("wiki").orElseThrow().version(), first.id()))
                .isInstanceOf(OrderRefusedException.class);
        for (int more = 1; more < 5; more++) {
            all.addSecret(ROOT, "wiki", all.find("wiki").orElseThrow().version(), null);
        }
        assertThatThrownBy(() -> all.addSecret(
                        ROOT, "wiki", all.find("wiki").orElseThrow().version(), null))
                .hasMessageContaining("at most 5");
        StoredApplication open = all.create(
                ROOT,
                "open",
                Map.of(
                        "name",
                        List.of("Open"),
                        "publicClient",
                        List.of("true"),
                        "redirectUris",
                        List.of("https://o.example.com/cb")));
        assertThatThrownBy(() -> all.addSecret(ROOT, "open", open.version(), null))
                .hasMessageContaining("public");
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("5B: while the database cannot be read, what it said last holds")
    default void databaseAway_whatItSaidLastHolds() {
        DirectoryFixture node = node("everybody");
        StoredApplication wiki = applications(node).create(ROOT, "wiki", WIKI);
        try (SettingsSource source = new SettingsSource()) {
            StoredSettings before = source.read(List.of(node.settings));
            assertThat(before.pool("default").objects()).hasSize(1);
            applications(node).remove(ROOT, "wiki", wiki.version());
            sql("ALTER TABLE saoma_setting_revision RENAME TO saoma_setting_away");
            assertThat(source.read(List.of(node.settings))).isEqualTo(before);
            sql("ALTER TABLE saoma_setting_away RENAME TO saoma_setting_revision");
            assertThat(source.read(List.of(node.settings)).isEmpty()).isTrue();
        }
    }

    @Test
    @DisplayName("5B: each outage of a database is logged once, also if the settings did not change meanwhile")
    default void databaseAwayAgain_isLoggedAgain() {
        DirectoryFixture node = node("everybody");
        applications(node).create(ROOT, "wiki", WIKI);
        try (SettingsSource source = new SettingsSource();
                LogLines log = new LogLines()) {
            StoredSettings before = source.read(List.of(node.settings));
            for (int outage = 1; outage <= 2; outage++) {
                sql("ALTER TABLE saoma_setting_revision RENAME TO saoma_setting_away");
                assertThat(source.read(List.of(node.settings))).isEqualTo(before);
                assertThat(source.read(List.of(node.settings))).isEqualTo(before);
                assertThat(log.with("the database of pool default cannot be read"))
                        .as("outage " + outage)
                        .hasSize(outage);
                sql("ALTER TABLE saoma_setting_away RENAME TO saoma_setting_revision");
                assertThat(source.read(List.of(node.settings))).isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("5B: two administrators on two nodes: one change counts, the other is refused as a conflict")
    default void twoNodes_oneChangeCounts() throws Exception {
        DirectoryFixture here = node("everybody");
        DirectoryFixture there = node("everybody");
        StoredApplication wiki = applications(here).create(ROOT, "wiki", WIKI);
        List<Boolean> done = atOnce(6, i -> () -> {
            try {
                applications(i % 2 == 0 ? here : there).addSecret(ROOT, "wiki", wiki.version(), null);
                return true;
            } catch (ChangedException e) {
                return false;
            }
        });
        assertThat(done).containsOnlyOnce(true);
        assertThat(applications(there).find("wiki").orElseThrow().secrets()).hasSize(1);
    }
}
