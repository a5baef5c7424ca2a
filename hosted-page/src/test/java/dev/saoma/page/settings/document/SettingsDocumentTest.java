package dev.saoma.page.settings.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.TypedSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDocumentTest {
    private static final String CRM = "cRm.0123456789-abcdefghijklmnopqrstuv";
    private static final String OLD = "oLd.0123456789-abcdefghijklmnopqrstuv";
    private static final String APP = "aPp0123456789abcdefghijklmnopqrs";
    private static final String ACCOUNT = "aCc0123456789abcdefghijklmnopqrs";
    private static final String COOKIE = "Y29va2llLWtleS0wMTIzNDU2Nzg5LWFiY2RlZmdoaWo=";
    private static final String DATABASE = "dAtabase-0123456789";
    private static final String REDIS = "rEdis-0123456789";
    private static final String PROXY = "pRoxy-0123456789";

    private static final String YAML = """
            listen: "127.0.0.1:0"
            issuer: https://login.example.com   # ours
            hosts: [ page.internal:8080 ]
            qrLifetime: PT3M
            trustedProxies: ["127.0.0.1"]
            store: { redis: { address: "redis.example.com:6379", password: %s, tls: true } }
            outbound: { proxy: "http://user:%s@proxy.example.com:3128" }
            console: { url: "https://admin.example.com" }
            wechat:
              appId: wx0123456789abcdef
              appSecret: %s
              officialAccount: { appId: wxfedcba9876543210, appSecret: %s }
            directory:
              admission: approve
              database: { url: "jdbc:postgresql://db.example.com/saoma", user: saoma, password: %s }
            keys: { cookie: ["%s"] }
            branding:
              name: "0123"
              colours: { accent: "#0052d9" }
              texts: { note: { zh-CN: 你好, en: "yes: no #" } }
            applications:
              - { clientId: crm, name: "true", clientSecret: %s, previousClientSecret: %s, redirectUris: ["https://crm.example.com/cb"] }
              - { clientId: shop, name: 商城, redirectUris: ["https://shop.example.com/cb"], idTokenLifetime: PT30M }
            """.formatted(REDIS, PROXY, APP, ACCOUNT, DATABASE, COOKIE, CRM, OLD);

    @TempDir
    Path directory;

    private PageSettings parse(String yaml, Map<String, String> environment) {
        return PageSettings.parse(yaml, directory, environment);
    }

    @Test
    @DisplayName("5B: export and import on an empty page give the same settings; secrets are named, and none is in it")
    void export_givesTheSameSettingsAgain() {
        PageSettings settings = parse(YAML, Map.of());
        String exported = settings.document().yaml();

        assertThat(exported).doesNotContain(CRM, OLD, APP, ACCOUNT, COOKIE, DATABASE, REDIS, PROXY);
        Map<String, String> secrets = new HashMap<>(Map.of(
                "WECHAT_APP_SECRET", APP,
                "WECHAT_OFFICIAL_ACCOUNT_APP_SECRET", ACCOUNT,
                "DIRECTORY_DATABASE_PASSWORD", DATABASE,
                "STORE_REDIS_PASSWORD", REDIS,
                "KEYS_COOKIE_1", COOKIE,
                "CRM_CLIENT_SECRET", CRM,
                "CRM_PREVIOUS_CLIENT_SECRET", OLD,
                "OUTBOUND_PROXY", "http://user:" + PROXY + "@proxy.example.com:3128"));
        assertThat(settings.document().variables()).containsExactlyInAnyOrderElementsOf(secrets.keySet());
        PageSettings again = parse(exported, secrets);
        assertThat(again.pools()).isEqualTo(settings.pools());
        assertThat(again.process()).isEqualTo(settings.process());
        assertThat(again.console()).isEqualTo(settings.console());
        assertThat(again.listen()).isEqualTo(settings.listen());
        assertThat(again.document()).as("exported again").isEqualTo(settings.document());
    }

    @Test
    void references_stayAsTheyAre() {
        String yaml = "wechat: { appSecret: \"${env:MINE}\" }\nkeys: { cookie: \"${file:cookie.key}\" }\n";

        assertThat(TypedSettings.read(yaml).document().yaml()).contains("${env:MINE}", "${file:cookie.key}");
        assertThat(TypedSettings.read("clientSecret: \"a${env:PART}\"")
                        .document()
                        .yaml())
                .as("a secret of which a part is written")
                .isEqualTo("clientSecret: ${env:CLIENT_SECRET}\n");
    }

    @Test
    void entriesOfPools_areToldApart() {
        String yaml = """
                pools:
                  - { name: shop, wechat: { appId: wx1, appSecret: one } }
                  - { name: staff, wechat: { appId: wx2, appSecret: two } }
                """;
        SettingsDocument document = TypedSettings.read(yaml).document();

        assertThat(document.variables()).hasSize(2);
        assertThat(document.yaml("staff", "wechat")).contains("appId: wx2").doesNotContain("wx1");
        assertThat(document.yaml("nobody", "wechat")).isEmpty();
    }
}
