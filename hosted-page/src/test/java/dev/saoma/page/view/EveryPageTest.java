package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every page must fulfil: what the Content-Security-Policy requires, and what its readers need. */
class EveryPageTest {
    private static final Pages PAGES = new Pages("/login");

    static Stream<String> allPages() {
        return Stream.of(Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE, Locale.ENGLISH)
                .flatMap(EveryPageTest::pages);
    }

    private static Stream<String> pages(Locale locale) {
        LoginPage login = Samples.login();
        URI account = URI.create("https://wechat.example/account");
        URI site = URI.create("https://shop.example/");
        Map<String, String> response = Map.of("code", "c0de", "state", Samples.STATE);
        return Stream.of(
                        PAGES.login(login, locale, Samples.NONCE),
                        PAGES.offer(Samples.offer("张伟"), locale, Samples.NONCE),
                        PAGES.offer(Samples.offer(null), locale, Samples.NONCE),
                        PAGES.signOut(Samples.signOutQuestion(), locale, Samples.NONCE),
                        PAGES.signOut(new SignOutPage("CRM", site, null), locale, Samples.NONCE),
                        PAGES.formPost(new FormPostPage(site, response), locale, Samples.NONCE),
                        PAGES.onward(site, locale, Samples.NONCE),
                        PAGES.frame(new HandOver("c0de", Samples.STATE), locale, Samples.NONCE),
                        PAGES.popup(Samples.popup(), locale, Samples.NONCE),
                        PAGES.message(new MessagePage("https://shop.example", response, site), locale, Samples.NONCE),
                        PAGES.authing(
                                new AuthingPage(List.of("https://shop.example"), "{}", true), locale, Samples.NONCE),
                        PAGES.authing(
                                new AuthingPage(List.of("https://shop.example"), "{}", false), locale, Samples.NONCE),
                        PAGES.embed(Samples.embed(), locale, Samples.NONCE),
                        PAGES.phone(Samples.phone(PhonePage.Place.PHONE, null), locale, Samples.NONCE),
                        PAGES.phone(Samples.phone(PhonePage.Place.WECHAT_ON_PHONE, account), locale, Samples.NONCE),
                        PAGES.invitation(InvitationPage.ASKS, "/invite", locale, Samples.NONCE),
                        PAGES.invitation(InvitationPage.REFUSED, "/invite", locale, Samples.NONCE),
                        PAGES.invitation(InvitationPage.KEPT, "/invite", locale, Samples.NONCE),
                        PAGES.home("/logout", locale, Samples.NONCE),
                        PAGES.error(Samples.error("declined"), locale, Samples.NONCE))
                .map(Object::toString);
    }

    @Test
    void everyTemplateButTheirParts_isAmongThem() {
        assertThat(pages(Locale.ENGLISH)
                        .map(html -> Html.matches(html, "<body data-page=\"([a-z]+)\"")
                                .get(0))
                        .distinct())
                .hasSameSizeAs(TemplatesTest.pages().toList());
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void everyScriptAndStyleSheet_carriesTheNonceAndComesFromUs(String html) {
        assertThat(Html.tags(html, "script")).allMatch(tag -> tag.contains(" nonce=\"" + Samples.NONCE + "\""));
        assertThat(Html.tags(html, "script")).allMatch(tag -> tag.contains(" src=\"/login/assets/"));
        assertThat(Html.tags(html, "link")).hasSize(2).allMatch(tag -> tag.contains(" href=\"/login/assets/"));
        assertThat(Html.tags(html, "link")).allMatch(tag -> tag.contains(" nonce=\"" + Samples.NONCE + "\""));
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void noPage_hasInlineScriptHandlerOrStyle(String html) {
        assertThat(Html.allTags(html)).noneMatch(tag -> tag.matches("(?is).*\\son\\w+\\s*=.*"));
        assertThat(Html.allTags(html)).noneMatch(tag -> tag.matches("(?is).*\\sstyle\\s*=.*"));
        assertThat(html).doesNotContain("<style").doesNotContain("javascript:");
        assertThat(html).doesNotContainPattern("<script[^>]*>[^<]");
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void noPage_leaksTemplateMarkup(String html) {
        assertThat(html)
                .doesNotContain("th:")
                .doesNotContain("??")
                .doesNotContain("#{")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void everyPage_hasLanguageTitleMainAndOneHeading(String html) {
        assertThat(html).containsPattern("<html lang=\"(zh-CN|zh-TW|en)\">").containsPattern("<title>[^<]+</title>");
        assertThat(Html.tags(html, "main")).hasSize(1);
        assertThat(Html.tags(html, "h1")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void everyAssetThatAPageLoads_exists(String html) {
        assertThat(Html.matches(html, "/login/assets/([^\"]+)"))
                .isNotEmpty()
                .allMatch(name -> PAGES.asset(name).isPresent());
    }
}
