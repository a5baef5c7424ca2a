package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colour;
import dev.saoma.page.settings.SettingsException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several pools, and what each looks like. */
class PoolSettingsTest {
    private static final String PROXY = "trustedProxies: [127.0.0.1]\n";
    private static final String TWO = """
            pools:
              - name: staff
                issuer: https://login.staff.example
                wechat: { appId: wx0123456789abcdef, appSecret: s }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example/cb"] }]
              - name: shop
                issuer: https://login.shop.example
                wechat: { appId: wx0123456789abcde0, appSecret: s }
                applications: [{ clientId: crm, name: Shop, redirectUris: ["https://shop.example/cb"] }]
            """;
    private static final String ONE = """
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: s }
            applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example/cb"] }]
            """;

    @TempDir
    Path directory;

    private PageSettings parse(String yaml) {
        return PageSettings.parse(yaml, directory, Map.of());
    }

    private List<Mistake> mistakes(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> parse(yaml)).mistakes();
    }

    private Branding branding(String yaml) {
        return parse(ONE + "branding:\n" + yaml.indent(2)).pool().branding();
    }

    @Test
    void onePool_needsNoLine() {
        PageSettings settings = parse(ONE);

        assertThat(settings.pools()).hasSize(1);
        assertThat(settings.pool().name()).isEqualTo("default");
        assertThat(settings.pool().branding()).isEqualTo(Branding.NONE);
    }

    @Test
    void pools_haveKeysOfTheirOwn_withoutALine() {
        PageSettings settings = parse(TWO);

        assertThat(settings.pools()).extracting(PoolSettings::name).containsExactly("staff", "shop");
        assertThat(settings.pools())
                .extracting(pool -> pool.keys().signing().getFileName().toString())
                .containsExactly("signing-key-staff.json", "signing-key-shop.json");
        assertThat(settings.pools())
                .extracting(pool -> String.valueOf(pool.keys().cookieFile()))
                .containsExactly(
                        directory.resolve("cookie-staff.key").toString(),
                        directory.resolve("cookie-shop.key").toString());
        assertThat(settings.path()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "login.shop.example, login.staff.example, pools[1].hosts, pools[0]",
        "login.shop.example, login.staff.example:443, pools[1].hosts, pools[0]",
        "login.shop.example, login.shop.example/login, pools[1].issuer, another path",
        "'name: shop', 'name: staff', pools[1].name, pools[0]",
        "'name: shop', 'name: Shop', pools[1].name, 1 to 32",
        "'name: shop', 'colour: red', pools[1].name, missing",
        "'appSecret: s }\n    applications: [{ clientId: crm, name: Shop', 'appSecret: s }\n"
                + "    hosts: [login.staff.example]\n    applications: [{ clientId: crm, name: Shop',"
                + " pools[1].hosts, pools[0]",
        "'name: shop\n', 'name: shop\n    keys: { signing: signing-key-staff.json }\n', pools[1].keys.signing, pools[0]",
        "'name: shop\n', 'name: shop\n    keys: { cookie: \"${file:cookie-staff.key}\" }\n', pools[1].keys.cookie,"
                + " pools[0]"
    })
    void whatPoolsMustNotShare_isNamed(String from, String to, String key, String why) {
        assertThat(mistakes(TWO.replace(from, to))).anySatisfy(mistake -> {
            assertThat(mistake.key()).isEqualTo(key);
            assertThat(mistake.why()).contains(why);
        });
    }

    @Test
    void settingOfAPool_besidePools_isNamed() {
        assertThat(mistakes(TWO + "issuer: https://login.example.com\nqrLifetime: PT1M\ncolour: red\n"))
                .extracting(Mistake::toString)
                .hasSize(3)
                .anyMatch(text -> text.contains("issuer: belongs to one pool"))
                .anyMatch(text -> text.contains("qrLifetime: belongs to one pool"))
                .anyMatch(text -> text.contains("colour: is not a key we know"));
        assertThat(mistakes("pools: []")).extracting(Mistake::key).containsExactly("pools");
    }

    @Test
    void everyMistakeOfEveryPool_isListed() {
        assertThat(mistakes(TWO.replace("appId: wx", "appId: gh")))
                .extracting(Mistake::key)
                .containsExactly("pools[0].wechat.appId", "pools[1].wechat.appId");
    }

    @Test
    void warnings_nameThePool() {
        String twice = TWO.replace(
                "redirectUris: [\"https://shop.example/cb\"] }",
                "redirectUris: [\"https://shop.example/cb\"] },"
                        + " { clientId: b, name: B, redirectUris: [\"https://shop.example/cb\"] }");

        assertThat(parse(twice + PROXY).warnings()).singleElement().asString().startsWith("pool shop: ");
    }

    @Test
    void branding_isRead() throws IOException {
        Files.writeString(directory.resolve("logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        Branding branding = branding("""
                name: 示例商城
                logo: logo.svg
                colours: { accent: "#0052d9", accentDark: "#618dff" }
                texts:
                  headline: { zh-CN: 员工登录, en: Staff sign-in }
                  footer: 沪ICP备00000000号
                links:
                  - { label: { zh-CN: 隐私政策, en: Privacy }, url: "https://example.com/privacy" }
                """);

        assertThat(branding.ownName()).hasValue("示例商城");
        assertThat(branding.ownLogo()).isPresent();
        assertThat(branding.ownColours().orElseThrow().light().strong()).isEqualTo(new Colour(0x0052d9));
        assertThat(branding.texts().headline().in(Locale.ENGLISH)).hasValue("Staff sign-in");
        assertThat(branding.texts().note().in(Locale.ENGLISH)).isEmpty();
        assertThat(branding.texts().footer().in(Locale.ENGLISH)).hasValue("沪ICP备00000000号");
        assertThat(branding.links())
                .singleElement()
                .satisfies(link -> assertThat(link.label().in(Locale.ENGLISH)).hasValue("Privacy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colours: { accent: red } | branding.colours.accent | #0052d9",
                "colours: { accentDark: \"#0052d9\" } | branding.colours.accent | missing",
                "colours: { accent: \"#0052d9\", onAccent: \"#003a9b\" } | branding.colours.onAccent | : 1 on #0052d9",
                "colour: { accent: \"#0052d9\" } | branding.colour | colours",
                "logo: nowhere.png | branding.logo | cannot be read",
                "logo: page.txt | branding.logo | SVG, PNG",
                "texts: { headline: { fr: x } } | branding.texts.headline.fr | not a key",
                "texts: { headline: [x] } | branding.texts.headline | single value",
                "links: [{ label: x, url: \"javascript:alert(1)\" }] | branding.links[0].url | https",
                "links: [{ label: x, url: \"http://example.com\" }] | branding.links[0].url | https",
                "links: [{ url: \"https://example.com\" }] | branding.links[0].label | missing"
            })
    void wrongBranding_isNamed(String yaml, String key, String text) throws IOException {
        Files.writeString(directory.resolve("page.txt"), "no picture");

        assertThat(mistakes(ONE + "branding:\n  " + yaml + "\n")).anySatisfy(mistake -> {
            assertThat(mistake.key()).isEqualTo(key);
            assertThat(mistake.toString()).contains(text);
        });
    }

    @Test
    void paleAccent_isDarkenedForText_andSaidSo() {
        PageSettings settings = parse(ONE + PROXY + "branding: { colours: { accent: \"#ffd000\" } }\n");

        assertThat(settings.warnings()).singleElement().asString().contains("#ffd000", "too pale");
    }
}
