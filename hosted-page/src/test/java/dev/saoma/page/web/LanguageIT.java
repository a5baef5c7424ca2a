package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which language pages use: what the application requests, what was chosen here, what the browser requests. */
class LanguageIT extends OnePage {
    private static final String COOKIE = "saoma-language";

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory);
    }

    @Test
    @DisplayName("A14: junk in ui_locales leaves it to the browser, and that to Chinese")
    void junk_isSkipped() {
        Map<String, String> request = Browser.crm();
        request.put("ui_locales", "%00 <script> xx-YY-zz en_US ../../etc " + "x".repeat(300));

        assertThat(language(browser.get("/authorize?" + Browser.query(request), "Accept-Language", "en-GB,zh;q=0.5")))
                .isEqualTo("en");
        assertThat(language(browser.get("/authorize?" + Browser.query(request), "Accept-Language", "\"',;q=x")))
                .isEqualTo("zh-CN");
    }

    @Test
    void languageThatWasClicked_isSpokenFromThenOn() {
        HttpResponse<String> chinese = browser.authorize(Browser.crm());

        HttpResponse<String> clicked = browser.send(
                HttpRequest.newBuilder(languageLink(chinese, "zh-TW")).GET());

        assertThat(language(clicked)).isEqualTo("zh-TW");
        assertThat(browser.cookies).containsEntry(COOKIE, "zh-TW");
        assertThat(language(browser.get("/authorize?" + Browser.query(Browser.shop()), "Accept-Language", "en")))
                .isEqualTo("zh-TW");
        assertThat(language(browser.get("/no-such-page", "Accept-Language", "en")))
                .as("errors as well")
                .isEqualTo("zh-TW");
        assertThat(language(browser.get("/logout", "Accept-Language", "en"))).isEqualTo("zh-TW");
    }

    @Test
    void uiLocales_winOverTheClickOfAnotherDay() {
        browser.cookies.put(COOKIE, "zh-TW");
        Map<String, String> request = Browser.crm();
        request.put("ui_locales", "en");

        assertThat(language(browser.authorize(request))).isEqualTo("en");
    }

    @Test
    void clickInThisSignIn_winsOverTheApplication() {
        Map<String, String> request = Browser.crm();
        request.put("ui_locales", "en");
        HttpResponse<String> english = browser.authorize(request);

        HttpResponse<String> clicked = browser.send(
                HttpRequest.newBuilder(languageLink(english, "zh-CN")).GET());

        assertThat(language(clicked)).isEqualTo("zh-CN");
        assertThat(browser.cookies).containsEntry(COOKIE, "zh-CN");
    }

    @Test
    void onlyLinksOfOurs_setTheCookie() {
        Map<String, String> request = Browser.crm();
        request.put("language", "en");
        request.put("ui_locales", "en");

        HttpResponse<String> answer = browser.authorize(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(browser.cookies).doesNotContainKey(COOKIE);
    }

    @Test
    void languageWeDoNotHave_isNotRemembered() {
        HttpResponse<String> login = browser.authorize(Browser.crm());
        String link = languageLink(login, "en").toString().replace("language=en", "language=x%3B%20Domain%3Devil");

        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(URI.create(link)).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(browser.cookies).doesNotContainKey(COOKIE);
    }

    @Test
    void cookieThatIsJunk_isAsIfItWereNotThere() {
        browser.cookies.put(COOKIE, "fr-junk<>");

        assertThat(language(browser.get("/authorize?" + Browser.query(Browser.crm()), "Accept-Language", "en")))
                .isEqualTo("en");
    }

    private static String language(HttpResponse<String> answer) {
        Matcher matcher = Pattern.compile("<html lang=\"([^\"]+)\"").matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }

    private static URI languageLink(HttpResponse<String> answer, String tag) {
        Matcher matcher =
                Pattern.compile("<a href=\"([^\"]+)\" hreflang=\"" + tag + "\"").matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return URI.create(matcher.group(1).replace("&amp;", "&"));
    }
}
