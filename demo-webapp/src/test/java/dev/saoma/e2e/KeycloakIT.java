package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.saoma.e2e.support.Snippet.replaced;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.HeldPort;
import dev.saoma.e2e.support.ServerProcess;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.Snippet;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Keycloak between our two halves: the filter signs in at it, and it signs in at the hosted page. Runs with profile
 * keycloak.
 */
@EnabledIfSystemProperty(named = "saoma.keycloak", matches = ".+")
class KeycloakIT {
    private static final String CRM_SECRET = System.getenv("CRM_SECRET");
    private static final String BROKER_SECRET = "kQ3vT9xZ1mB7nR5wY2cL8pF4hD6sJ0gA";
    private static final String REALM = """
            {
              "realm": "staff",
              "enabled": true,
              "sslRequired": "none",
              "clients": [
                { "clientId": "crm", "secret": "%s", "redirectUris": ["%s/saoma/callback"],
                  "attributes": { "post.logout.redirect.uris": "%s/saoma/signed-out" } }
              ],
              "identityProviders": [
            %s
              ]
            }
            """;

    @TempDir
    Path folder;

    @Test
    @DisplayName("Keycloak as the filter's provider and as the hosted page's client, with PKCE")
    void keycloakBetweenFilterAndPage_signsIn() throws Exception {
        Map<String, String> environment = Map.of("CRM_SECRET", CRM_SECRET);
        try (HeldPort port = new HeldPort();
                BareTomcat tomcat = BareTomcat.start(folder, 0, environment)) {
            URI keycloak = URI.create("http://localhost:" + port.number());
            URI application = URI.create("http://localhost:" + tomcat.port() + "/crm");
            try (DemoSite site = Sites.quick()
                            .application(
                                    "keycloak",
                                    BROKER_SECRET,
                                    URI.create(keycloak + "/realms/staff/broker/wechat/endpoint"))
                            .start();
                    Browsers browsers = new Browsers();
                    BrowserContext person = browsers.person()) {
                try (ServerProcess process = start(keycloak, realm(site.page(), application))) {
                    process.awaitStatus(200, URI.create(keycloak + "/realms/staff/.well-known/openid-configuration"));
                    URI orders = URI.create(application + "/orders?no=7");
                    String filter = replaced(
                            ReadmeIT.snippet("web.xml"), "https://login.example.cn", keycloak + "/realms/staff");
                    tomcat.deploy("crm", replaced(filter, "https://crm.example.cn", application), orders);
                    signsIn(person.newPage(), site, orders);
                }
            }
        }
    }

    private static void signsIn(Page tab, DemoSite site, URI orders) {
        tab.navigate(orders.toString());
        tab.click("#social-wechat");
        SandboxUser user = site.sandbox().users().get(0);
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(user);
        code.confirm();
        tab.fill("#email", "zhang@example.com");
        tab.fill("#firstName", "Wei");
        tab.fill("#lastName", "Zhang");
        tab.click("form input[type=submit], form button[type=submit]");
        assertThat(tab).hasURL(orders.toString());
        assertThat(tab.locator("#user")).hasText(Pattern.compile("^[0-9a-f-]{36}$"));
    }

    /** Returns a realm with the application and the identity provider that the documentation shows. */
    private static String realm(URI page, URI application) throws IOException {
        String provider = replaced(Snippet.of("stacks.md", "keycloak"), "https://login.example.cn", page);
        return REALM.formatted(
                CRM_SECRET, application, application, replaced(provider, "${BROKER_SECRET}", BROKER_SECRET));
    }

    private static ServerProcess start(URI keycloak, String realm) throws IOException {
        Path home = Path.of(System.getProperty("saoma.keycloak"));
        Files.createDirectories(home.resolve("data/import"));
        Files.writeString(home.resolve("data/import/staff-realm.json"), realm);
        return ServerProcess.start(new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + keycloak.getPort()));
    }
}
