package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Axe;
import dev.saoma.e2e.support.Axe.Rules;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.Person.Role;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demonstration where only known people are admitted: an invitation, from its link to the application's own roles. */
@Timeout(300)
class InvitationSignInIT {
    private static final Actor ROOT = new Actor("shell:root", "owner");

    private static Browsers browsers;
    private static DemoSite site;
    private static PeopleAdministration people;
    private static BrowserContext person;
    private static Page tab;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        site = Sites.quick().directory("known").start();
        people = site.people().orElseThrow();
        person = browsers.person();
        tab = person.newPage();
    }

    @AfterAll
    static void stop() {
        site.close();
        browsers.close();
    }

    @BeforeEach
    void emptyBrowser() {
        person.clearCookies();
    }

    @AfterEach
    void leave() {
        tab.navigate("about:blank"); // A page that does not poll for a scan.
    }

    private static SandboxUser user(int number) {
        return site.sandbox().users().get(number);
    }

    private static String invitation(Duration lifetime) {
        return people.invite(ROOT, List.of(Role.parse("admin")), lifetime, null);
    }

    private static void openLink(String secret) {
        tab.navigate("about:blank"); // An address that differs only after the # would load nothing.
        tab.navigate(site.page() + "/invite#" + secret);
        assertThat(tab.locator("h1")).hasText("邀请已就绪");
    }

    /** Opens the part of the application that requires the role, and scans. */
    private static void signIn(SandboxUser who) {
        tab.navigate(site.application() + "/admin/");
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(who);
        code.confirm();
    }

    private static void assertNotAdmitted() {
        assertThat(tab.locator("#problem-title")).hasText("您无法登录此应用");
        assertThat(tab.locator("#problem-text")).hasText("此应用只允许已登记的人员登录。如果您应当可以登录，请联系应用的管理员。");
    }

    private static void assertAccessible() {
        assertThat(new Axe().violations(tab.mainFrame(), Rules.ALL)).isEmpty();
    }

    @Test
    @DisplayName("5A, rule 4: an invitation admits one stranger with its roles; its link admits no other person")
    void invitation_admitsOnePerson() {
        String secret = invitation(Duration.ofDays(1));
        openLink(secret);
        assertAccessible();
        signIn(user(2));
        assertThat(tab.locator("h1")).hasText("系统管理");

        person.clearCookies();
        openLink(secret);
        signIn(user(1));
        assertNotAdmitted();
        assertAccessible();
        assertThat(people.list(PeopleAdministration.Filter.ALL, null))
                .extracting(known -> known.subject())
                .containsExactly(user(2).unionid());
    }

    @Test
    @DisplayName("5A, rule 4: an expired invitation admits no person")
    void expiredInvitation_admitsNoPerson() {
        openLink(invitation(Duration.ofMillis(1))); // Expires long before the scan.
        signIn(user(1));

        assertNotAdmitted();
    }
}
