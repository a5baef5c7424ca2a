package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.qr.QrCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles from the hosted page are those of {@code isUserInRole()} in the WAR, without a setting of its own. */
class RolesIT {
    private static Browsers browsers;
    private static DemoSite site;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        // The sandbox's first user is an administrator by the WAR's own list; these two are not.
        site = Sites.quick().roles(1, "clerk", "reader").roles(2, "admin").start();
    }

    @AfterAll
    static void stop() {
        site.close();
        browsers.close();
    }

    @Test
    void roleFromTheUsersFile_opensTheAdminArea() {
        try (BrowserContext person = browsers.person()) {
            Page tab = open(person, 2);

            assertThat(tab.locator("h1")).hasText("系统管理");
        }
    }

    @Test
    void anotherRole_doesNot() {
        try (BrowserContext person = browsers.person()) {
            Page tab = open(person, 1);

            assertThat(tab.locator("h1")).hasText("您不能进入这里");
        }
    }

    private static Page open(BrowserContext person, int user) {
        Page tab = person.newPage();
        tab.navigate(site.application() + "/admin/");
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(site.sandbox().users().get(user));
        code.confirm();
        return tab;
    }
}
