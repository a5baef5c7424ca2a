package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Problem;
import dev.saoma.page.web.ErrorCauses.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of error, caused as a browser would: a page in the user's language with a plain cause, an id that is also in
 * the log, and what to do next.
 */
@DisplayName("G62, G82: error pages")
class ErrorPagesIT extends OnePage {
    private static final Pattern ID = Pattern.compile("<code id=\"error-id\">([^<]+)</code>");
    private static final Pattern DETAIL = Pattern.compile("class=\"detail\">([^<]+)<");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private LogLines log;

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory, "", """
                trustedProxies: ["127.0.0.0/8"]
                limits: { signInsPerAddress: %d }
                """.formatted(ErrorCauses.LIMIT));
    }

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private ErrorCauses causes(String language) {
        return new ErrorCauses(page, directory, browser, language);
    }

    static Stream<Arguments> kindsInEachLanguage() {
        return ErrorCauses.KINDS.stream()
                .flatMap(kind -> ErrorCauses.LANGUAGES.stream().map(tag -> Arguments.of(kind, tag)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("kindsInEachLanguage")
    void error_isAPageWithCauseIdAndWayOn(Kind kind, String tag) {
        HttpResponse<String> answer = kind.cause().bring(causes(tag));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(kind.status());
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        Problem said = new Pages("").problem(kind.name(), Locale.forLanguageTag(tag));
        assertThat(answer.body())
                .contains("<html lang=\"" + tag + "\"", "data-page=\"error\"")
                .contains(
                        "<h1>" + said.title() + "</h1>",
                        "<p>" + said.text() + "</p>",
                        kind.way().mark());
        Matcher detail = DETAIL.matcher(answer.body());
        if (detail.find()) {
            assertThat(CHINESE.matcher(detail.group(1)).find())
                    .as(detail.group(1))
                    .isEqualTo(!tag.equals("en"));
        }
        Matcher id = ID.matcher(answer.body());
        assertThat(id.find()).isTrue();
        assertThat(log.with("error=" + id.group(1))).isNotEmpty();
    }

    @Test
    void everyKindThatHasATextIsHere() throws IOException {
        Properties texts = new Properties();
        try (InputStream english = Pages.class.getResourceAsStream("messages_en.properties")) {
            texts.load(english);
        }

        assertThat(ErrorCauses.KINDS.stream().map(Kind::name).collect(Collectors.toSet()))
                .doesNotContain("declined") // It is no failure; see the test below.
                .isEqualTo(texts.stringPropertyNames().stream()
                        .filter(key -> key.matches("error\\.\\w+\\.title") && !key.equals("error.declined.title"))
                        .map(key -> key.split("\\.")[1])
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("A16: declining is said where the code is, and reaches the application as its own answer")
    void declining_isNoError(String tag) {
        HttpResponse<String> login = causes(tag).get("/authorize?" + Browser.query(Browser.crm()));

        assertThat(login.body())
                .contains("data-declined-title=\""
                        + new Pages("")
                                .problem("declined", Locale.forLanguageTag(tag))
                                .title());
        assertThat(Browser.parameters(
                        Browser.location(causes(tag).get("/wechat/callback?state=" + Browser.state(login)))))
                .containsEntry("error", "access_denied");
    }

    static List<String> languages() {
        return ErrorCauses.LANGUAGES;
    }

    @Test
    void problemToldToAScript_hasItsIdInTheLogToo() {
        page.wechat.answersToken(WeChatStub.error(40029));
        for (Map.Entry<String, Map<String, String>> post : Map.of(
                        "/sign-in/finish", Map.of("state", browser.begin(Browser.crm()), "code", "for-a-script"),
                        "/embed/finish", Map.of("state", "none", "code", "for-a-script"))
                .entrySet()) {
            HttpResponse<String> answer = browser.post(post.getKey(), post.getValue(), "Sec-Fetch-Site", "same-origin");

            assertThat(answer.statusCode()).isEqualTo(400);
            String id = JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .get("id")
                    .getAsString();
            assertThat(log.with("error=" + id)).as(post.getKey()).isNotEmpty();
        }
    }
}
