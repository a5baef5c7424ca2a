package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A class of the application decides who its users are. */
class UserMappingIT {
    /** How often the mapper has been called. */
    private static final AtomicInteger ASKED = new AtomicInteger();

    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private TestProvider provider;
    private LegacyApp app;

    /** As an application would write it. */
    public static final class Users implements UserMapper {
        @Override
        public UserMapping map(SignedInUser verified) throws Exception {
            ASKED.incrementAndGet();
            String account = LegacyApp.BOUND.get(verified.subject());
            if (account == null) {
                return UserMapping.bind("/bind-account");
            }
            return switch (account) {
                case "locked" -> UserMapping.refuse("<b>账号已停用</b>，请联系管理员");
                case "broken" -> throw new java.sql.SQLException("no connection");
                case "null" -> null;
                case "public" -> UserMapping.bind("/public/bind");
                default ->
                    UserMapping.user(account)
                            .role("clerk")
                            .attribute("LOGIN_USER", account)
                            .attribute("DEPARTMENT", List.of("sales", 7));
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        LegacyApp.BOUND.clear();
        ASKED.set(0);
        provider = new TestProvider(clock);
        app = new LegacyApp(provider, clock, Map.of("userMapper", Users.class.getName(), "apiPaths", "/api/*"));
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    private HttpResponse<String> bearer() {
        return new Browser()
                .send("GET", app.url("/api/x"), null, "Authorization", "Bearer " + provider.bearerToken(Map.of()));
    }

    @Test
    void knownUser_isTheApplicationsUser() {
        LegacyApp.BOUND.put(provider.subject, "zhangwei");

        String seen = browser.visit(app.url("/who/me")).body();
        assertThat(seen)
                .contains(
                        "user=zhangwei\n",
                        "principal=zhangwei/" + provider.subject + "/[clerk]",
                        "admin=false",
                        "DEPARTMENT=[sales, 7]",
                        "session.LOGIN_USER=zhangwei",
                        "session.DEPARTMENT=[sales, 7]");
        browser.open(app.url("/who/me"));
        assertThat(ASKED).hasValue(1);
        assertThat(bearer().body())
                .contains("user=zhangwei\n", "/[clerk]", "DEPARTMENT=[sales, 7]")
                .doesNotContain("session.");
        assertThat(browser.open(app.url("/logout")).body())
                .contains("user=null", "DEPARTMENT=null")
                .doesNotContain("session.LOGIN_USER");
    }

    @Test
    void refusedUser_readsWhyAndIsNotSignedIn() {
        LegacyApp.BOUND.put(provider.subject, "locked");

        HttpResponse<String> page = browser.visit(app.url("/who/me"));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("This application does not let you in", "&lt;b&gt;账号已停用&lt;/b&gt;，请联系管理员", "error-id")
                .doesNotContain("<b>");
        assertThat(browser.open(app.url("/who/me")).statusCode()).isEqualTo(302);
        HttpResponse<String> program = bearer();
        assertThat(program.statusCode()).isEqualTo(403);
        assertThat(program.body())
                .isEqualTo("{\"error\":\"access_denied\",\"message\":\"\\u003cb>账号已停用\\u003c/b>，请联系管理员\"}");
    }

    @Test
    void mapperThatFails_letsNobodyIn() {
        for (String account : List.of("broken", "null")) {
            LegacyApp.BOUND.put(provider.subject, account);
            Browser other = new Browser();
            HttpResponse<String> page = other.visit(app.url("/who/me"));
            assertThat(page.statusCode()).isEqualTo(500);
            assertThat(page.body()).contains("could not be looked up").doesNotContain("SQLException", "no connection");
            assertThat(other.open(app.url("/who/me")).statusCode()).isEqualTo(302);
            assertThat(bearer().statusCode()).isEqualTo(500);
            clock.advance(Duration.ofMinutes(2));
        }
    }

    @Test
    void unboundUser_bindsAnAccountAndGoesOn() {
        HttpResponse<String> page = browser.visit(app.url("/who/orders?id=7"));
        assertThat(page.uri().toString()).isEqualTo(app.url("/bind-account"));
        assertThat(page.body()).contains("waiting=" + provider.subject, "user=null", "principal=null", "any=false");

        assertThat(Browser.location(browser.open(app.url("/who/other")))).isEqualTo(app.url("/bind-account"));
        assertThat(browser.send("GET", app.url("/who/other"), null, "Sec-Fetch-Mode", "cors")
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.open(app.url("/api/x")).statusCode()).isEqualTo(401);
        assertThat(browser.open(app.url("/bind-accounts")).statusCode()).isEqualTo(302);
        assertThat(browser.open(app.url("/bind-account/step2")).body()).contains("waiting=");
        assertThat(browser.open(app.url("/public/x")).body()).contains("user=null");
        assertThat(Browser.location(browser.open(app.url("/saoma/continue"))))
                .as("not bound yet")
                .isEqualTo(app.url("/bind-account"));
        String before = browser.cookies.get("JSESSIONID");

        HttpResponse<String> bound =
                browser.send("POST", app.url("/bind-account"), "account=zhangwei", Browser.NAVIGATION);
        HttpResponse<String> orders = browser.follow(bound);
        assertThat(orders.uri().toString()).isEqualTo(app.url("/who/orders?id=7"));
        assertThat(orders.body()).contains("user=zhangwei\n", "session.LOGIN_USER=zhangwei");
        assertThat(browser.cookies.get("JSESSIONID")).isNotEqualTo(before);
        assertThat(browser.open(app.url("/bind-account")).body()).contains("waiting=null", "user=zhangwei");
    }

    @Test
    void bindPageMayBePublic() {
        LegacyApp.BOUND.put(provider.subject, "public");

        assertThat(browser.visit(app.url("/who/me")).body())
                .contains("path=/public/bind", "user=null", "waiting=" + provider.subject);
        assertThat(new Browser().open(app.url("/public/bind")).body()).contains("waiting=null");
    }

    @Test
    void waiting_endsWithTime() {
        browser.visit(app.url("/who/me"));
        clock.advance(Duration.ofMinutes(31));
        assertThat(Browser.location(browser.open(app.url("/bind-account")))).startsWith(provider.issuer());
        assertThat(Browser.location(browser.open(app.url("/saoma/continue")))).startsWith(provider.issuer());
    }

    @Test
    void strangerCannotOpenTheBindPageOrContinue() {
        assertThat(Browser.location(browser.open(app.url("/bind-account")))).startsWith(provider.issuer());
        assertThat(Browser.location(browser.open(app.url("/saoma/continue")))).startsWith(provider.issuer());
        assertThat(bearer().statusCode()).isEqualTo(403);
    }

    @Test
    void lockedAccount_endsItsTokenWithinAMinute() {
        LegacyApp.BOUND.put(provider.subject, "zhangwei");
        String token = provider.bearerToken(Map.of());
        for (int i = 0; i < 5; i++) {
            assertThat(status(token)).isEqualTo(200);
        }
        assertThat(ASKED).hasValue(1);
        LegacyApp.BOUND.put(provider.subject, "locked");
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(token)).isEqualTo(403);
    }

    private int status(String token) {
        return new Browser()
                .send("GET", app.url("/api/x"), null, "Authorization", "Bearer " + token)
                .statusCode();
    }

    @Test
    void classThatIsNoMapper_closesTheApplication() throws Exception {
        assertClosed("com.example.Missing", "userMapper: no class com.example.Missing in the application");
        assertClosed("java.lang.String", "java.lang.String does not implement dev.saoma.filter.UserMapper");
    }

    private void assertClosed(String mapper, String why) throws Exception {
        try (StartLog log = new StartLog();
                LegacyApp closed = new LegacyApp(provider, clock, Map.of("userMapper", mapper))) {
            assertThat(new Browser().open(closed.url("/a")).statusCode()).isEqualTo(503);
            assertThat(log.formatted()).contains(why);
        }
    }
}
