package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Pause;
import dev.saoma.page.support.WeChatStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Settings that change while people sign in. */
class ReloadIT {
    private static final Logger SETTINGS_LOG = (Logger) LoggerFactory.getLogger("dev.saoma.page.settings");

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final WeChatStub wechat = new WeChatStub();
    private final ServerSocketChannel socket = PageUnderTest.free();
    private final URI issuer = URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
    private final Browser browser = new Browser(issuer);
    private Path file;
    private HostedPage page;
    private SettingsWatch watch;

    @BeforeEach
    void start() throws IOException {
        PageUnderTest.writeSigningKey(directory);
        file = directory.resolve("page.yaml");
        write(yaml());
        SettingsFile source = new SettingsFile(file, Map.of());
        PageSettings settings = source.loadForUse();
        page = HostedPage.start(settings, socket, Clock.systemUTC());
        watch = new SettingsWatch(source, settings, page.pools());
        log.list = new CopyOnWriteArrayList<>(); // Threads of the page write while tests read.
        log.start();
        SETTINGS_LOG.setLevel(Level.INFO);
        SETTINGS_LOG.setAdditive(false);
        SETTINGS_LOG.addAppender(log);
    }

    @AfterEach
    void stop() {
        SETTINGS_LOG.detachAppender(log);
        SETTINGS_LOG.setAdditive(true);
        SETTINGS_LOG.setLevel(null);
        watch.close();
        page.close();
        wechat.close();
    }

    private String yaml() {
        return PageUnderTest.yaml(issuer, wechat.uri());
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    private void change(String yaml) throws IOException {
        write(yaml);
        watch.look();
        watch.look();
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void nothingChanged_nothingHappens() {
        watch.look();
        watch.look();

        assertThat(lines()).isEmpty();
    }

    @Test
    void change_isSeenTwiceBeforeItCounts() throws IOException {
        write(yaml().replace("name: Shop", "name: Emporium"));
        watch.look();
        assertThat(browser.authorize(Browser.shop()).body()).contains("Shop").doesNotContain("Emporium");

        watch.look();

        assertThat(browser.authorize(Browser.shop()).body()).contains("Emporium");
        assertThat(lines()).singleElement().asString().startsWith("INFO settings changed");
    }

    @Test
    void signInThatWaitsForAScan_goesOn_andTheCodeIsGood() throws IOException {
        String state = browser.begin(Browser.crm());
        change(yaml().replace("name: 客户管理", "name: CRM"));

        HttpResponse<String> answer = browser.callback(state, "reload-code");

        assertThat(answer.statusCode()).isEqualTo(303);
        change(yaml());
        String code = Browser.parameters(Browser.location(answer)).get("code");
        assertThat(browser.token(code).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("A21: an application removed while its user scans: an error page, no code")
    void applicationRemovedMidSignIn_getsNoCode() throws IOException {
        String state = browser.begin(Browser.shop());
        change(yaml().lines().filter(line -> !line.contains("clientId: shop")).reduce("", (a, b) -> a + b + "\n"));

        HttpResponse<String> answer = browser.callback(state, "reload-removed");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("data-page=\"error\"");
        assertThat(wechat.calls()).isEmpty();
        assertThat(browser.authorize(Browser.shop()).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("C20: settings with mistakes change nothing; one line of the log lists them all")
    void mistakes_keepTheOldSettings_andAreToldOnce() throws IOException {
        change(yaml().replace("name: Shop", "name: Emporium").replace("appId: wx", "appId: gh") + "colour: red\n");
        watch.look();

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("ERROR SETTINGS CHANGED, BUT CANNOT BE USED")
                .contains("wechat.appId", "colour")
                .doesNotContain(PageUnderTest.APP_SECRET);
        assertThat(browser.authorize(Browser.shop()).body()).contains("Shop").doesNotContain("Emporium");
        assertThat(page.pools().telemetry().scrape()).contains("saoma_configuration_current 0.0");

        change(yaml().replace("name: Shop", "name: Bazaar"));
        assertThat(browser.authorize(Browser.shop()).body()).contains("Bazaar");
        assertThat(page.pools().telemetry().scrape()).contains("saoma_configuration_current 1.0");
    }

    @Test
    @Timeout(300)
    void startedWatch_looksByItself() throws IOException {
        watch.start(Duration.ofMillis(20));
        write(yaml().replace("name: Shop", "name: Emporium"));

        while (!browser.authorize(Browser.shop()).body().contains("Emporium")) {
            Pause.briefly(); // Each turn is a request; ends at the test's timeout.
        }

        while (lines().isEmpty()) {
            Pause.briefly(); // The new settings apply a moment before they are logged.
        }
        assertThat(lines()).singleElement().asString().startsWith("INFO settings changed");
    }

    @Test
    @DisplayName("C20: a key file that cannot be used changes nothing")
    void unusableKeyFile_keepsTheOldSettings() throws IOException {
        Files.writeString(directory.resolve("broken.json"), "{}");
        change(yaml().replace("name: Shop", "name: Emporium") + "keys: { signing: broken.json }\n");

        assertThat(lines()).singleElement().asString().startsWith("ERROR").contains("broken.json");
        assertThat(browser.authorize(Browser.shop()).body()).contains("Shop");
    }

    @Test
    void whatCannotChange_isSaid_andTheRestChanges() throws IOException {
        change(yaml().replace("name: Shop", "name: Emporium") + "listen: 127.0.0.1:1\n");

        assertThat(lines())
                .anySatisfy(line -> assertThat(line).startsWith("WARN").contains("listen", "restart"));
        assertThat(browser.authorize(Browser.shop()).body()).contains("Emporium");

        log.list.clear();
        change(yaml().replace(issuer.toString(), issuer + "/login"));
        assertThat(lines()).singleElement().asString().startsWith("ERROR").contains("path", "restart");
        assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void fileThatIsGone_keepsTheOldSettings() throws IOException {
        Files.delete(file);
        watch.look();
        watch.look();

        assertThat(lines()).singleElement().asString().startsWith("ERROR").contains("page.yaml");
        assertThat(browser.authorize(Browser.shop()).statusCode()).isEqualTo(200);
    }

    @Test
    void poolAdded_isServed_andTheOthersStayAsTheyAre() throws IOException {
        String state = browser.begin(Browser.crm());
        URI second = URI.create("http://localhost:" + issuer.getPort());
        change("pools:\n  - name: first\n" + yaml().indent(4)
                + "    keys: { signing: signing-key.json, cookie: \"${file:cookie.key}\" }\n" + "  - name: second\n"
                + PageUnderTest.yaml(second, wechat.uri()).indent(4));

        assertThat(new Browser(second).authorize(Browser.crm()).statusCode()).isEqualTo(200);
        assertThat(page.issuers()).containsExactly(issuer, second);
        assertThat(browser.callback(state, "reload-pool").statusCode()).isEqualTo(303);
    }

    @Test
    @Timeout(300)
    @DisplayName(
            "5A: a change of other settings keeps what the node knows of its people, its connections and its gauges")
    void directory_outlivesAChangeOfOtherSettings() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        String directory = "directory: { database: { url: \"" + url + "\", timeout: PT1M } }\n";
        change(yaml() + directory);
        assertThat(new Browser(issuer).signIn(Browser.shop(), "known-before")).containsKey("code");
        Directory before = page.pools().parts().get(0).directory();
        Logger micrometer = (Logger) LoggerFactory.getLogger("io.micrometer");
        micrometer.setLevel(Level.WARN);
        micrometer.addAppender(log);

        try {
            change(yaml().replace("name: Shop", "name: Emporium") + directory);
            change(yaml().replace("name: Shop", "name: Bazaar") + directory);
        } finally {
            micrometer.detachAppender(log);
            micrometer.setLevel(null);
        }

        assertThat(lines()).noneMatch(line -> line.contains("already registered") || line.contains("been registered"));
        Directory now = page.pools().parts().get(0).directory();
        assertThat(now).as("rebuilt").isNotSameAs(before);
        before.close(); // As happens two minutes later.
        while (connections(now) != connections(before)) {
            Pause.briefly(); // A connection may be opened between the two readings; ends at the test's timeout.
        }
        assertThat(connections(now)).isPositive();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        assertThat(new Browser(issuer).signIn(Browser.shop(), "known-from-memory"))
                .as("the database is away, and the person is known")
                .containsKey("code");
    }

    private static int connections(Directory directory) {
        return directory.state().orElseThrow().connections().open();
    }
}
