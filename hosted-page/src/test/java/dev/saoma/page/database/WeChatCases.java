package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.settings.SettingsSource;
import dev.saoma.page.database.settings.WeChatAdministration;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.SealedSecrets;
import dev.saoma.page.settings.stored.StoredSettings;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** WeChat credentials that an owner stores in the database. */
interface WeChatCases extends DirectoryCases {
    byte[] FIRST_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    String NEW_ID = "wxaaaaaaaaaaaaaaaa";
    String NEW_SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private static WeChatAdministration website(DirectoryFixture node, Map<String, Integer> lines) {
        Home home = new Home(lines, Optional.empty(), () -> {});
        return new WeChatAdministration(node.database, home, List.of(FIRST_KEY), "");
    }

    private static StoredSettings.Pool stored(DirectoryFixture node) {
        try (SettingsSource source = new SettingsSource()) {
            return source.read(List.of(node.settings)).pool("default");
        }
    }

    @Test
    @DisplayName("5B: the AppSecret is kept sealed, by version, and the audit says only that it changed")
    default void credentials_areKeptSealed() {
        DirectoryFixture node = node("everybody");
        WeChatAdministration website = website(node, Map.of());
        assertThat(website.version()).isEqualTo(1);
        assertThat(website.appId()).isEmpty();

        website.save(ROOT, 1, NEW_ID, NEW_SECRET);

        assertThat(website.appId()).contains(NEW_ID);
        StoredSettings.Pool read = stored(node);
        Stored object = read.of(Stored.WECHAT).get(0);
        assertThat(object.object()).isEqualTo("wechat");
        assertThat(new SealedSecrets("default", List.of(FIRST_KEY))
                        .open("wechat", NEW_ID, object.value("appSecret").orElseThrow()))
                .contains(NEW_SECRET);
        long version = website.version();
        assertThatThrownBy(() -> website.save(ROOT, 1, NEW_ID, NEW_SECRET)).isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> website.remove(ROOT, 1)).isInstanceOf(ChangedException.class);
        website.save(ROOT, version, NEW_ID, NEW_SECRET.replace('0', '1'));
        assertThat(stored(node).revision()).isGreaterThan(read.revision());
        website.remove(ROOT, website.version());
        assertThat(stored(node).objects()).isEmpty();
        assertThatThrownBy(() -> website.remove(ROOT, website.version())).isInstanceOf(OrderRefusedException.class);

        assertThat(dump())
                .contains("wechat appId: none → " + NEW_ID, "wechat appSecret: changed", "wechat-changed")
                .doesNotContain(NEW_SECRET, object.value("appSecret").orElseThrow());
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("5B: credentials that are wrong, another app's, or in the file are not taken")
    default void wrongCredentials_areNotTaken() {
        DirectoryFixture node = node("everybody");
        String before = dump();
        WeChatAdministration website = website(node, Map.of());
        for (List<String> wrong : List.of(
                List.of("wx12", NEW_SECRET),
                List.of("", NEW_SECRET),
                List.of(NEW_ID, ""),
                List.of(NEW_ID, NEW_ID),
                List.of(NEW_SECRET, NEW_ID),
                List.of(NEW_ID, "${env:HOME}"),
                List.of(NEW_ID, "crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B"))) {
            assertThatThrownBy(() -> website.save(ROOT, 1, wrong.get(0), wrong.get(1)))
                    .as(wrong.toString())
                    .isInstanceOf(SettingsException.class)
                    .hasMessageNotContaining(NEW_SECRET);
        }
        WeChatAdministration account =
                new WeChatAdministration(node.database, Home.NONE, List.of(FIRST_KEY), "officialAccount");
        assertThatThrownBy(() -> account.save(ROOT, 1, "wx0123456789abcdef", NEW_SECRET))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is the website app's");
        WeChatAdministration inFile = website(node, Map.of("wechat", 12));
        assertThatThrownBy(() -> inFile.save(ROOT, 1, NEW_ID, NEW_SECRET))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining("line 12");
        assertThatThrownBy(() -> inFile.remove(ROOT, 1)).isInstanceOf(OrderRefusedException.class);
        assertThat(dump()).isEqualTo(before);
    }
}
