package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's steps for the owner of a WAR, followed one by one: one jar, four lines of {@code web.xml}, a variable.
 */
class BareTomcatIT {
    private static final String CRM_SECRET = System.getenv("CRM_SECRET");

    @TempDir
    Path folder;

    @Test
    @DisplayName("Tomcat 9, Java 8 class files, one jar, the README's web.xml: signed in")
    void readmeFollowedWordByWord_signsIn() throws Exception {
        try (BareTomcat tomcat = BareTomcat.start(folder, 0, Map.of("CRM_SECRET", CRM_SECRET))) {
            URI application = URI.create("http://localhost:" + tomcat.port() + "/crm");
            try (DemoSite site = Sites.quick()
                            .application("crm", CRM_SECRET, URI.create(application + "/saoma/callback"))
                            .start();
                    Browsers browsers = Browsers.ofPages()) {
                URI orders = URI.create(application + "/orders?no=7");
                tomcat.deploy(
                        "crm",
                        ReadmeIT.snippet("web.xml")
                                .replace("https://login.example.cn", site.page().toString())
                                .replace("https://crm.example.cn", application.toString()),
                        orders);

                Page tab = browsers.person().newPage();
                tab.navigate(orders.toString());
                SandboxUser user = site.sandbox().users().get(0);
                QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
                code.scanAs(user);
                code.confirm();

                assertThat(tab.locator("#user")).hasText(user.unionid());
                assertThat(tab.locator("#principal")).hasText(user.unionid());
                assertThat(tab).hasURL(orders.toString());
            }
        }
    }
}
