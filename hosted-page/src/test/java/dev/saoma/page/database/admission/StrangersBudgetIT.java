package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Pause;
import dev.saoma.page.support.WeChatStub;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What strangers can cause stays within their address's budget. The test acts as the proxy in front, and sets their
 * addresses.
 */
@Timeout(300)
class StrangersBudgetIT {
    private static final int A_MINUTE = 20;
    private static final String FLOOD = "192.0.2.1";

    @TempDir
    Path directory;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private int scans;

    /** Returns the status that another stranger at that address gets. */
    private int stranger(PageUnderTest page, String address) {
        Browser browser = new Browser(page.issuer);
        String state = browser.begin(Browser.crm());
        return browser.get("/wechat/callback?code=s" + ++scans + "&state=" + state, "X-Forwarded-For", address)
                .statusCode();
    }

    /** Returns how many requests of one address can have been let through by now, at most. */
    private static int most(long begun) {
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 1;
        return A_MINUTE / 2 + (int) Math.ceil(A_MINUTE * seconds / 60.0);
    }

    private long rows(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    @DisplayName(
            "5A: strangers whom the directory refuses are rate-limited as all callers are: 429, few rows, and no effect on others")
    void refusedStrangers_endAtTheirBudget() throws Exception {
        String more = """
                trustedProxies: ["127.0.0.0/8"]
                limits: { signInsPerAddress: 0, signInsPerApplication: 0, callbacksPerAddress: %d }
                directory: { admission: known, database: { url: "%s", timeout: PT1M } }
                """.formatted(A_MINUTE, url);
        try (PageUnderTest page = new PageUnderTest(directory, "", more)) {
            page.wechat.answersToken(call -> WeChatStub.GRANT
                    .replace(WeChatStub.OPENID, "oOpen-" + call.parameters().get("code"))
                    .replace(WeChatStub.UNIONID, "oUnion-" + call.parameters().get("code")));
            page.wechat.answersProfile(call -> WeChatStub.PROFILE
                    .replace(WeChatStub.OPENID, call.parameters().get("openid"))
                    .replace(WeChatStub.UNIONID, call.parameters().get("openid").replace("oOpen-", "oUnion-")));
            long begun = System.nanoTime();
            int refused = 0;
            int limited = 0;
            while (limited < 3 * A_MINUTE) { // On a slow machine, more are let through meanwhile.
                int status = stranger(page, FLOOD);
                assertThat(status).isIn(403, 429);
                refused += status == 403 ? 1 : 0;
                limited += status == 429 ? 1 : 0;
                assertThat(refused).isLessThanOrEqualTo(most(begun));
            }

            assertThat(refused).isPositive();
            assertThat(page.wechat.calls("/sns/oauth2/access_token")).isEqualTo(refused);
            while (rows("saoma_sign_in") < refused) {
                Pause.briefly(); // Written by another thread; ends at the class's timeout.
            }
            assertThat(rows("saoma_sign_in"))
                    .as("a row for each that was refused")
                    .isEqualTo(refused);
            assertThat(rows("saoma_person") + rows("saoma_identity")).isZero();
            assertThat(stranger(page, "198.51.100.7"))
                    .as("from another address")
                    .isEqualTo(403);
        }
    }
}
