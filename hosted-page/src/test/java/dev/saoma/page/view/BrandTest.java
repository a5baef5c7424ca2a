package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.branding.BrandLink;
import dev.saoma.page.branding.BrandTexts;
import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colour;
import dev.saoma.page.branding.Colours;
import dev.saoma.page.branding.LocalText;
import dev.saoma.page.branding.Logo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pool's own names and looks are on its pages, as text and colours and nothing else. */
class BrandTest {
    private static final String HOSTILE = "</style><script>alert(1)</script>[[${1117*1119}]]";
    private static final Logo LOGO = Logo.of(
                    "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))
            .orElseThrow();
    private static final Branding BRANDING = new Branding(
            "竹林科技",
            LOGO,
            Colours.of(new Colour(0x0052d9), Optional.empty(), Optional.empty()),
            new BrandTexts(
                    new LocalText(Map.of("zh-CN", "员工登录", "en", "Staff sign-in")),
                    LocalText.of("遇到问题请拨 1234"),
                    LocalText.of("沪ICP备00000000号")),
            List.of(new BrandLink(LocalText.of("Privacy"), URI.create("https://bamboo.example/privacy"))));

    private final Pages pages = new Pages("/login", BRANDING);

    @Test
    void loginPage_carriesNameLogoTextsAndLinks() {
        String html =
                pages.login(Samples.login(), Locale.ENGLISH, Samples.NONCE).toString();

        assertThat(html)
                .contains("<bdi>竹林科技</bdi>")
                .contains("<h1 id=\"heading\">Staff sign-in</h1>")
                .contains("遇到问题请拨 1234")
                .contains("沪ICP备00000000号")
                .contains("/login/assets/" + LOGO.fileName())
                .containsPattern("rel=\"noopener noreferrer\" href=\"https://bamboo.example/privacy\">Privacy</a>");
    }

    @Test
    void everyOtherPage_carriesNameAndFootToo() {
        String error = pages.error(Samples.error("internal"), Locale.ENGLISH, Samples.NONCE)
                .toString();
        String popup =
                pages.popup(Samples.popup(), Locale.ENGLISH, Samples.NONCE).toString();
        String phone = pages.phone(Samples.phone(PhonePage.Place.PHONE, null), Locale.ENGLISH, Samples.NONCE)
                .toString();

        assertThat(List.of(error, popup, phone))
                .allSatisfy(html -> assertThat(html)
                        .contains("<bdi>竹林科技</bdi>")
                        .contains("沪ICP备00000000号")
                        .contains("bamboo.example/privacy"));
    }

    @Test
    void colours_areAStyleSheetOfTheirOwn_withTheNonce() {
        String html =
                pages.login(Samples.login(), Locale.ENGLISH, Samples.NONCE).toString();
        List<String> sheets = Html.matches(html, "<link rel=\"stylesheet\" href=\"/login/assets/([^\"]+)\" nonce=");

        assertThat(sheets).hasSize(2);
        Asset brand = pages.asset(sheets.get(1)).orElseThrow();
        assertThat(brand.contentType()).startsWith("text/css");
        assertThat(new String(brand.bytes(), StandardCharsets.UTF_8))
                .contains("--strong: #0052d9;")
                .contains("--on-strong: #ffffff;")
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void logo_isServedAsWhatItIs() {
        assertThat(pages.asset(LOGO.fileName()).orElseThrow().contentType()).isEqualTo("image/svg+xml");
        assertThat(new Pages("").asset(LOGO.fileName())).isEmpty();
    }

    @Test
    void withoutBranding_thereIsNoFootAndNoSecondStyleSheet() {
        String html = new Pages("")
                .login(Samples.login(), Locale.ENGLISH, Samples.NONCE)
                .toString();

        assertThat(html).doesNotContain("<footer").contains("<bdi>WeChat sign-in</bdi>");
        assertThat(Html.tags(html, "link")).hasSize(2);
    }

    @Test
    void hostileTexts_areShownLiterally() {
        LocalText text = LocalText.of(HOSTILE);
        Branding hostile = new Branding(
                HOSTILE,
                null,
                null,
                new BrandTexts(text, text, text),
                List.of(new BrandLink(text, URI.create("https://bamboo.example/"))));

        String html = new Pages("", hostile)
                .login(Samples.login(), Locale.ENGLISH, Samples.NONCE)
                .toString();

        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("1249923")
                .contains("[[${1117*1119}]]");
    }

    @Test
    void linkThatIsNoWebAddress_isNeverShown() {
        Branding hostile = new Branding(
                null,
                null,
                null,
                BrandTexts.NONE,
                List.of(new BrandLink(LocalText.of("x"), URI.create("javascript:alert(1)"))));

        assertThatThrownBy(() -> new Pages("", hostile)
                        .login(Samples.login(), Locale.ENGLISH, Samples.NONCE)
                        .toString())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
