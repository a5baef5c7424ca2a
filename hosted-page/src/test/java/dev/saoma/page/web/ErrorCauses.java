package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Causes every kind of error, as a browser would, in one language. */
record ErrorCauses(PageUnderTest page, Path directory, Browser browser, String language) {
    static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");
    static final int LIMIT = 150;

    /** What the page offers to do next. */
    enum Way {
        /** To sign in again. */
        START_AGAIN("id=\"start-again\""),
        /** To go to the application, which is known and involved. */
        APPLICATION("id=\"back-to-application\""),
        /** In words: there is nothing proven to link to, and signing in again helps. */
        WORDS("class=\"hint\""),
        /** In the text itself: only the operators of the page or the application can help. */
        TEXT("");

        private final String mark;

        Way(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }
    }

    @FunctionalInterface
    interface Cause {
        HttpResponse<String> bring(ErrorCauses visit);
    }

    record Kind(String name, int status, Way way, Cause cause) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Kind> KINDS = List.of(
            new Kind("unknown_application", 400, Way.TEXT, visit -> visit.get("/authorize?client_id=nobody")),
            new Kind("redirect_uri_mismatch", 400, Way.APPLICATION, visit -> visit.authorizeWithoutRedirectUri()),
            new Kind("invalid_request", 400, Way.TEXT, visit -> visit.get("/wechat/callback?code=c")),
            new Kind("sign_in_expired", 400, Way.START_AGAIN, ErrorCauses::callBackTooLate),
            new Kind("sign_in_elsewhere", 400, Way.WORDS, visit -> visit.callBack("abcdefghijklmnopqrstuvwxyz012345")),
            new Kind("sign_in_used", 400, Way.START_AGAIN, ErrorCauses::callBackTwice),
            new Kind("wechat_code_invalid", 400, Way.START_AGAIN, visit -> visit.whereWeChatSays(40029)),
            new Kind("wechat_code_used", 400, Way.START_AGAIN, visit -> visit.whereWeChatSays(40163)),
            new Kind("wechat_unreachable", 502, Way.START_AGAIN, visit -> visit.whereWeChatAnswers("<html>")),
            new Kind("wechat_busy", 503, Way.START_AGAIN, visit -> visit.whereWeChatSays(45011)),
            new Kind("wechat_misconfigured", 500, Way.START_AGAIN, visit -> visit.whereWeChatSays(40125)),
            new Kind("wechat_not_set_up", 503, Way.WORDS, ErrorCauses::beforeWeChatIsSetUp),
            new Kind("wechat_refused", 403, Way.START_AGAIN, visit -> visit.whereWeChatSays(40003)),
            new Kind("wechat_snapshot", 403, Way.START_AGAIN, ErrorCauses::asASnapshotUser),
            new Kind("no_unionid", 403, Way.START_AGAIN, ErrorCauses::withoutUnionid),
            new Kind(
                    "awaiting_approval",
                    403,
                    Way.START_AGAIN,
                    visit -> visit.inDirectory("approve", DirectoryVisit.FIRST)),
            new Kind("not_admitted", 403, Way.START_AGAIN, visit -> visit.inDirectory("known", DirectoryVisit.FIRST)),
            new Kind(
                    "identity_conflict",
                    403,
                    Way.START_AGAIN,
                    visit -> visit.inDirectory("everybody", DirectoryVisit.UNDER_ANOTHER_UNIONID)),
            new Kind(
                    "directory_unavailable",
                    503,
                    Way.START_AGAIN,
                    visit -> visit.inDirectory("everybody", DirectoryVisit.WITHOUT_DATABASE)),
            new Kind("sign_out_invalid", 400, Way.TEXT, visit -> visit.get("/logout?client_id=nobody")),
            new Kind("not_found", 404, Way.WORDS, visit -> visit.get("/nowhere")),
            new Kind("method_not_allowed", 405, Way.TEXT, visit -> visit.post("/wechat/callback", "x")),
            new Kind("too_large", 413, Way.WORDS, visit -> visit.post("/authorize", "x".repeat(20_000))),
            new Kind("too_many", 429, Way.WORDS, ErrorCauses::tooOften),
            new Kind("internal", 500, Way.WORDS, ErrorCauses::atAnImpossibleTime));

    HttpResponse<String> get(String path) {
        return browser.get(path, "Accept-Language", language);
    }

    private HttpResponse<String> post(String path, String value) {
        return browser.post(path, Map.of("state", value), "Accept-Language", language);
    }

    private HttpResponse<String> callBack(String state) {
        return get("/wechat/callback?code=code-" + System.identityHashCode(this) + "&state=" + state);
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
        return get("/wechat/callback?code=another-" + System.identityHashCode(this) + "&state=" + state);
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

    /** Scans at a page with a directory of its own. */
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

    /** Opens a page whose AppID has not been entered in its console yet. */
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

    /** Sends requests from an address of its own, set by the proxy in front, which the test is. */
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

    /** No moment comes after this one, so a sign-in cannot expire later. */
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
