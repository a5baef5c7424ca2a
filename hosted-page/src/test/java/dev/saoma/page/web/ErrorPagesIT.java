package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
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
 * Every kind of error, brought about as a browser would: a page in the user's language with a plain cause, an id that is in
 * the log, and a way on.
 */
@DisplayName("G62, G82: error pages")
class ErrorPagesIT extends OnePage {
    private static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");
    private static final Pattern ID = Pattern.compile("<code id=\"error-id\">([^<]+)</code>");
    private static final Pattern DETAIL = Pattern.compile("class=\"detail\">([^<]+)<");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final int LIMIT = 150;

    private LogLines log;
    private String language = "";

    /** How the page leads on. */
    private enum Way {
        /** To the sign-in, once more. */
        START_AGAIN("id=\"start-again\""),
        /** To the application, which is known and has a part in it. */
        APPLICATION("id=\"back-to-application\""),
        /** In words: nothing is proven that could be linked to, and signing in again helps. */
        WORDS("class=\"hint\""),
        /** In the text itself: only the people who run page or application can help. */
        TEXT("");

        private final String mark;

        Way(String mark) {
            this.mark = mark;
        }
    }

    @FunctionalInterface
    private interface Cause {
        HttpResponse<String> bring(ErrorPagesIT test);
    }

    private record Kind(String name, int status, Way way, Cause cause) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("unknown_application", 400, Way.TEXT, test -> test.get("/authorize?client_id=nobody")),
            new Kind("redirect_uri_mismatch", 400, Way.APPLICATION, test -> test.authorizeWithoutRedirectUri()),
            new Kind("invalid_request", 400, Way.TEXT, test -> test.get("/wechat/callback?code=c")),
            new Kind("sign_in_expired", 400, Way.START_AGAIN, ErrorPagesIT::callBackTooLate),
            new Kind("sign_in_elsewhere", 400, Way.WORDS, test -> test.callBack("abcdefghijklmnopqrstuvwxyz012345")),
            new Kind("sign_in_used", 400, Way.START_AGAIN, ErrorPagesIT::callBackTwice),
            new Kind("wechat_code_invalid", 400, Way.START_AGAIN, test -> test.whereWeChatSays(40029)),
            new Kind("wechat_code_used", 400, Way.START_AGAIN, test -> test.whereWeChatSays(40163)),
            new Kind("wechat_unreachable", 502, Way.START_AGAIN, test -> test.whereWeChatAnswers("<html>")),
            new Kind("wechat_busy", 503, Way.START_AGAIN, test -> test.whereWeChatSays(45011)),
            new Kind("wechat_misconfigured", 500, Way.START_AGAIN, test -> test.whereWeChatSays(40125)),
            new Kind("wechat_not_set_up", 503, Way.WORDS, ErrorPagesIT::beforeWeChatIsSetUp),
            new Kind("wechat_refused", 403, Way.START_AGAIN, test -> test.whereWeChatSays(40003)),
            new Kind("wechat_snapshot", 403, Way.START_AGAIN, ErrorPagesIT::asASnapshotUser),
            new Kind("no_unionid", 403, Way.START_AGAIN, ErrorPagesIT::withoutUnionid),
            new Kind(
                    "awaiting_approval",
                    403,
                    Way.START_AGAIN,
                    test -> test.inDirectory("approve", DirectoryVisit.FIRST)),
            new Kind("not_admitted", 403, Way.START_AGAIN, test -> test.inDirectory("known", DirectoryVisit.FIRST)),
            new Kind(
                    "identity_conflict",
                    403,
                    Way.START_AGAIN,
                    test -> test.inDirectory("everybody", DirectoryVisit.UNDER_ANOTHER_UNIONID)),
            new Kind(
                    "directory_unavailable",
                    503,
                    Way.START_AGAIN,
                    test -> test.inDirectory("everybody", DirectoryVisit.WITHOUT_DATABASE)),
            new Kind("sign_out_invalid", 400, Way.TEXT, test -> test.get("/logout?client_id=nobody")),
            new Kind("not_found", 404, Way.WORDS, test -> test.get("/nowhere")),
            new Kind("method_not_allowed", 405, Way.TEXT, test -> test.post("/wechat/callback", "x")),
            new Kind("too_large", 413, Way.WORDS, test -> test.post("/authorize", "x".repeat(20_000))),
            new Kind("too_many", 429, Way.WORDS, ErrorPagesIT::tooOften),
            new Kind("internal", 500, Way.WORDS, ErrorPagesIT::atAnImpossibleTime));

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory, "", """
                trustedProxies: ["127.0.0.0/8"]
                limits: { signInsPerAddress: %d }
                """.formatted(LIMIT));
    }

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    static Stream<Arguments> kindsInEachLanguage() {
        return KINDS.stream().flatMap(kind -> LANGUAGES.stream().map(tag -> Arguments.of(kind, tag)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("kindsInEachLanguage")
    void error_isAPageWithCauseIdAndWayOn(Kind kind, String tag) {
        language = tag;

        HttpResponse<String> answer = kind.cause().bring(this);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(kind.status());
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        Problem said = new Pages("").problem(kind.name(), Locale.forLanguageTag(tag));
        assertThat(answer.body())
                .contains("<html lang=\"" + tag + "\"", "data-page=\"error\"")
                .contains("<h1>" + said.title() + "</h1>", "<p>" + said.text() + "</p>", kind.way().mark);
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

        assertThat(KINDS.stream().map(Kind::name).collect(Collectors.toSet()))
                .doesNotContain("declined") // Nothing went wrong; see the test below.
                .isEqualTo(texts.stringPropertyNames().stream()
                        .filter(key -> key.matches("error\\.\\w+\\.title") && !key.equals("error.declined.title"))
                        .map(key -> key.split("\\.")[1])
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("A16: declining is said where the code is, and reaches the application as its own answer")
    void declining_isNoError(String tag) {
        language = tag;
        HttpResponse<String> login = get("/authorize?" + Browser.query(Browser.crm()));

        assertThat(login.body())
                .contains("data-declined-title=\""
                        + new Pages("")
                                .problem("declined", Locale.forLanguageTag(tag))
                                .title());
        assertThat(Browser.parameters(Browser.location(get("/wechat/callback?state=" + Browser.state(login)))))
                .containsEntry("error", "access_denied");
    }

    static List<String> languages() {
        return LANGUAGES;
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

    private HttpResponse<String> get(String path) {
        return browser.get(path, "Accept-Language", language);
    }

    private HttpResponse<String> post(String path, String value) {
        return browser.post(path, Map.of("state", value), "Accept-Language", language);
    }

    private HttpResponse<String> callBack(String state) {
        return get("/wechat/callback?code=code-" + hashCode() + "&state=" + state);
    }

    private HttpResponse<String> authorizeWithoutRedirectUri() {
        Map<String, String> request = Browser.crm();
        request.put("redirect_uri", "https://evil.example/");
        return get("/authorize?" + Browser.query(request));
    }

    private HttpResponse<String> callBackTooLate() {
        String state = browser.begin(Browser.crm());
        page.clock.advance(Duration.ofMinutes(10));
        return callBack(state);
    }

    private HttpResponse<String> callBackTwice() {
        String state = browser.begin(Browser.crm());
        assertThat(callBack(state).statusCode()).isEqualTo(303);
        return get("/wechat/callback?code=another-" + hashCode() + "&state=" + state);
    }

    private HttpResponse<String> whereWeChatSays(int errcode) {
        return whereWeChatAnswers(WeChatStub.error(errcode));
    }

    private HttpResponse<String> whereWeChatAnswers(String grant) {
        page.wechat.answersToken(grant);
        return callBack(browser.begin(Browser.crm()));
    }

    private HttpResponse<String> asASnapshotUser() {
        return whereWeChatAnswers(WeChatStub.GRANT.replace("{", "{\"is_snapshotuser\":1,"));
    }

    private HttpResponse<String> withoutUnionid() {
        page.wechat.answersProfile("{\"openid\":\"" + WeChatStub.OPENID + "\",\"nickname\":\"x\"}");
        return whereWeChatAnswers("{\"access_token\":\"t\",\"openid\":\"" + WeChatStub.OPENID + "\"}");
    }

    private enum DirectoryVisit {
        FIRST,
        UNDER_ANOTHER_UNIONID,
        WITHOUT_DATABASE
    }

    /** A scan at a page with a directory of its own. */
    private HttpResponse<String> inDirectory(String admission, DirectoryVisit visit) {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        String more =
                "directory: { admission: " + admission + ", database: { url: \"" + url + "\", timeout: PT1M } }\n";
        try (PageUnderTest known = new PageUnderTest(directory, "", more)) {
            Browser visitor = new Browser(known.issuer);
            if (visit == DirectoryVisit.UNDER_ANOTHER_UNIONID) {
                visitor.signIn(Browser.crm(), "the-first-scan");
                String another = WeChatStub.GRANT.replace(WeChatStub.UNIONID, "oAnother-UnionId-00000000002");
                known.wechat.answersToken(another);
                known.wechat.answersProfile(
                        WeChatStub.PROFILE.replace(WeChatStub.UNIONID, "oAnother-UnionId-00000000002"));
            } else if (visit == DirectoryVisit.WITHOUT_DATABASE) {
                shutDown(url);
            }
            String state = visitor.begin(Browser.crm());
            return visitor.get("/wechat/callback?code=a-scan&state=" + state, "Accept-Language", language);
        }
    }

    /** At a page whose AppID is to be entered in its console. */
    private HttpResponse<String> beforeWeChatIsSetUp() {
        try (ConsoleUnderTest fresh = ConsoleUnderTest.withoutCredentials(directory.resolve(UUID.randomUUID() + ""))) {
            return new Browser(fresh.issuer)
                    .get("/authorize?" + Browser.query(Browser.crm()), "Accept-Language", language);
        }
    }

    private static void shutDown(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From an address of its own, by the word of the proxy in front, which the test is. */
    private HttpResponse<String> tooOften() {
        String address = "192.0.2." + (1 + LANGUAGES.indexOf(language));
        HttpResponse<String> answer = null;
        for (int i = 0; i <= LIMIT * 2 && (answer == null || answer.statusCode() == 200); i++) {
            answer = browser.get(
                    "/authorize?" + Browser.query(Browser.crm()),
                    "Accept-Language",
                    language,
                    "X-Forwarded-For",
                    address);
        }
        return answer;
    }

    /** No moment comes after this one, so there is nothing that a sign-in could last until. */
    private HttpResponse<String> atAnImpossibleTime() {
        Duration away = Duration.between(page.clock.instant(), Instant.MAX);
        page.clock.advance(away);
        try {
            return get("/authorize?" + Browser.query(Browser.crm()));
        } finally {
            page.clock.advance(away.negated());
        }
    }
}
