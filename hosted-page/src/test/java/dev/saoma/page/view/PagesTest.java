package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Pages pages = new Pages("");

    // ---- what must be found on each page ----

    @Test
    void loginPage_saysWhichApplicationAndHost() {
        String html = pages.login(Samples.login(), CHINESE, Samples.NONCE).toString();

        assertThat(html)
                .contains("<bdi class=\"name\">客户管理</bdi>")
                .contains("<bdi class=\"host\">crm.example.com</bdi>")
                .contains("<title>登录 客户管理</title>")
                .contains("我们从不发送二维码");
    }

    @Test
    void loginPage_hasTheHooksThatScriptsAndTestsUse() {
        String html = pages.login(Samples.login(), CHINESE, Samples.NONCE).toString();

        assertThat(html).contains("<body data-page=\"login\">");
        assertThat(List.of(
                        "open-popup",
                        "open-redirect",
                        "expired",
                        "refresh",
                        "waiting",
                        "focus-popup",
                        "show-inline",
                        "problem",
                        "start-again",
                        "retry",
                        "status"))
                .allSatisfy(id -> assertThat(html).containsOnlyOnce("id=\"" + id + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "off", "false"})
    void offer_toSomebodyWhoseNameMeansNothingToThymeleaf_showsTheName(String nickname) {
        assertThat(pages.offer(Samples.offer(nickname), Locale.ENGLISH, Samples.NONCE)
                        .toString())
                .contains("<bdi id=\"nickname\" class=\"name\">" + nickname + "</bdi>");
    }

    @Test
    void loginPage_leavesTheFrameToTheScript() {
        String html = pages.login(Samples.login(), CHINESE, Samples.NONCE).toString();

        assertThat(html)
                .doesNotContain("<iframe")
                .contains("data-frame-url=\"https://wechat.example/frame?a=1&amp;b=2\"")
                .contains("data-qr-millis=\"300000\"");
    }

    @Test
    void loginPage_withoutScript_offersThePlainLink() {
        String html = pages.login(Samples.login(), CHINESE, Samples.NONCE).toString();

        assertThat(html).containsPattern("<a id=\"open-redirect\"[^>]* href=\"https://wechat.example/redirect\"");
    }

    @Test
    void loginPage_linksTheOtherLanguagesOnly() {
        String html = pages.login(Samples.login(), CHINESE, Samples.NONCE).toString();

        assertThat(html)
                .containsPattern("<a href=\"/authorize\\?ui_locales=en\" hreflang=\"en\" lang=\"en\"")
                .containsPattern("<span aria-current=\"true\" lang=\"zh-CN\">简体</span>")
                .doesNotContain("hreflang=\"zh-CN\"");
    }

    @Test
    void loginPage_withoutLanguages_hasNoLanguageMenu() {
        LoginPage model = Samples.login();
        LoginPage alone = new LoginPage(
                model.target(),
                model.wechat(),
                model.finishUrl(),
                model.restartUrl(),
                model.qrMillis(),
                List.of(),
                model.waiting(),
                null);

        assertThat(pages.login(alone, CHINESE, Samples.NONCE).toString()).doesNotContain("<nav");
    }

    @Test
    void loginPage_keepsItsStateApartFromThatOfItsOpener() {
        LoginPage model = Samples.login();
        LoginPage opened = new LoginPage(
                model.target(),
                model.wechat(),
                model.finishUrl(),
                model.restartUrl(),
                model.qrMillis(),
                List.of(),
                model.waiting(),
                new Opener("https://shop.example", "site-state"));

        assertThat(pages.login(opened, CHINESE, Samples.NONCE).toString())
                .contains("data-state=\"" + Samples.STATE + "\"", "site-state");
    }

    @Test
    void framePage_carriesCodeAndState() {
        String html = pages.frame(new HandOver("c0de", Samples.STATE), CHINESE, Samples.NONCE)
                .toString();

        assertThat(html)
                .contains("<body data-page=\"frame\">")
                .contains("data-state=\"" + Samples.STATE + "\"")
                .contains("data-code=\"c0de\"");
    }

    @Test
    void framePage_withoutCode_hasNoCodeAttribute() {
        assertThat(pages.frame(new HandOver(null, Samples.STATE), CHINESE, Samples.NONCE)
                        .toString())
                .doesNotContain("data-code");
    }

    @Test
    void popupPage_carriesTheLocationForScriptAndForLink() {
        String html = pages.popup(Samples.popup(), CHINESE, Samples.NONCE).toString();

        assertThat(html)
                .contains("<body data-page=\"popup\">")
                .contains("data-location=\"https://crm.example.com/callback?code=c0de&amp;state=s&amp;iss=i\"")
                .containsPattern("<a id=\"go-on\"[^>]*href=\"https://crm.example.com/callback\\?code=c0de&amp;");
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void errorPage_ofEachKind_tellsCauseIdAndWaysOn(ErrorKind kind) {
        String html = pages.error(Samples.error(kind.wireName()), Locale.ENGLISH, Samples.NONCE)
                .toString();
        Problem problem = pages.problem(kind.wireName(), Locale.ENGLISH);

        assertThat(html)
                .contains("<body data-page=\"error\">")
                .contains("<h1>" + problem.title() + "</h1>")
                .contains("<p>" + problem.text() + "</p>")
                .contains("<code id=\"error-id\">7F3K9Q2M</code>")
                .containsPattern("id=\"start-again\"[^>]*href=\"/authorize\\?client_id=crm\"")
                .containsPattern("id=\"back-to-application\"[^>]*href=\"https://crm.example.com/\"");
    }

    @Test
    void errorPage_withNothingToLinkTo_saysWhereToGoInWords() {
        ErrorPage model = new ErrorPage("sign_in_expired", "id", null, null, null, null);

        assertThat(pages.error(model, Locale.ENGLISH, Samples.NONCE).toString())
                .contains("Go back to the application you want to use")
                .doesNotContain("start-again")
                .doesNotContain("back-to-application");
    }

    @Test
    void errorPage_thatSigningInAgainCannotCure_doesNotSuggestIt() {
        ErrorPage model = new ErrorPage("unknown_application", "id", null, null, null, null);

        assertThat(pages.error(model, Locale.ENGLISH, Samples.NONCE).toString())
                .doesNotContain("Go back to the application you want to use");
    }

    @Test
    void errorPage_withApplicationUriThatIsNoWebAddress_dropsTheLink() {
        ErrorPage model = new ErrorPage("declined", "id", null, "CRM", URI.create("javascript:alert(1)"), null);

        assertThat(pages.error(model, CHINESE, Samples.NONCE).toString())
                .doesNotContain("javascript:")
                .doesNotContain("back-to-application");
    }

    @Test
    void unknownErrorKind_isShownAsInternal() {
        assertThat(pages.problem("no_such_kind", Locale.ENGLISH)).isEqualTo(pages.problem("internal", Locale.ENGLISH));
    }

    @Test
    void localeWithoutTexts_getsChinese() {
        assertThat(pages.login(Samples.login(), Locale.FRENCH, Samples.NONCE).toString())
                .contains("<html lang=\"zh-CN\">");
    }

    @Test
    void localeWithRegion_getsItsLanguage() {
        assertThat(pages.login(Samples.login(), Locale.UK, Samples.NONCE).toString())
                .contains("<html lang=\"en\">");
    }

    @Test
    void traditionalChinese_isOneOfOurLanguages() {
        assertThat(pages.login(Samples.login(), Locale.TRADITIONAL_CHINESE, Samples.NONCE)
                        .toString())
                .contains("<html lang=\"zh-TW\">")
                .contains("<title>登入 客户管理</title>");
    }

    @Test
    void signOutQuestion_saysWhoIsSignedIn_notWhoOnceWas() {
        assertThat(pages.signOut(Samples.signOutQuestion(), Locale.ENGLISH, Samples.NONCE)
                        .toString())
                .contains("You are signed in as")
                .doesNotContain("You signed in here as");
    }

    @Test
    @DisplayName("A19, G75: inside WeChat with an official account, one tap and no QR code")
    void phonePage_inWeChat_offersTheTap() {
        URI account = URI.create("https://wechat.example/account?a=1&b=2#wechat_redirect");
        String html = pages.phone(
                        Samples.phone(PhonePage.Place.WECHAT_ON_PHONE, account), Locale.ENGLISH, Samples.NONCE)
                .toString();

        assertThat(html)
                .contains("data-advice=\"tap\"")
                .containsPattern(
                        "id=\"sign-in-here\"[^>]*href=\"https://wechat.example/account\\?a=1&amp;b=2#wechat_redirect\"")
                .contains("<bdi class=\"name\">客户管理</bdi>")
                .doesNotContain("iframe")
                .doesNotContain("id=\"address\"");
    }

    @ParameterizedTest
    @DisplayName("A19, G75: without a way on this device, a plain word and the address to open elsewhere")
    @CsvSource({
        "PHONE, , use_a_computer",
        "PHONE, https://wechat.example/a, open_in_wechat",
        "WECHAT_ON_PHONE, , use_a_computer",
        "WECHAT_ON_COMPUTER, , leave_wechat"
    })
    void phonePage_elsewhere_saysWhatToDo(PhonePage.Place place, @Nullable URI account, String advice) {
        String html = pages.phone(Samples.phone(place, account), CHINESE, Samples.NONCE)
                .toString();

        assertThat(html)
                .contains("data-advice=\"" + advice + "\"")
                .containsPattern("<input id=\"address\"[^>]*value=\"https://crm.example.com/\"")
                .containsPattern("id=\"open-redirect\"[^>]*href=\"https://wechat.example/redirect\"")
                .doesNotContain("sign-in-here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has space in it", "has\"quote\"in-it"})
    void nonceThatIsNoNonce_isRefused(String nonce) {
        assertThatThrownBy(() ->
                        pages.error(Samples.error("internal"), CHINESE, nonce).toString())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "login", "/login/", "//evil.example", "/a\"b"})
    void basePathThatIsNoPath_isRefused(String basePath) {
        assertThatThrownBy(() -> new Pages(basePath))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("basePath");
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S"})
    void lifetimeThatIsNotPositive_isRefused(Duration lifetime) {
        LoginPage model = Samples.login();

        assertThatThrownBy(() -> new LoginPage(
                        model.target(),
                        model.wechat(),
                        model.finishUrl(),
                        model.restartUrl(),
                        lifetime.toMillis(),
                        List.of(),
                        model.waiting(),
                        null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("qrMillis");
    }
}
