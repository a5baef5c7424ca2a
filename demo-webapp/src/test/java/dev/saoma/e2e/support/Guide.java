package dev.saoma.e2e.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.WaitUntilState;
import dev.saoma.demo.DemoSite;
import dev.saoma.page.database.Actor;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leads a browser without cookies to the pages of the demonstration and the branded page.
 *
 * @param tab that is led
 * @param known people who have signed in before
 * @param language that the browser requests
 * @param lookers called with the name of each page to look at, while the tab shows it
 */
public record Guide(
        Page tab, DemoSite site, BrandedPage branded, KnownPeople known, String language, Consumer<String> lookers) {

    public void look(String name) {
        lookers.accept(name);
    }

    /** Returns a valid authorization request. */
    public static String authorize(URI issuer, String clientId, String redirectUri, String more) {
        return issuer + "/authorize?client_id=" + clientId
                + "&redirect_uri=" + URLEncoder.encode(redirectUri, StandardCharsets.UTF_8)
                + "&response_type=code&scope=openid%20profile&state=s&nonce=n&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" + more;
    }

    /** Returns the entry of an application with that admission, which is also its client id. */
    public static String closed(String admission) {
        return "  - { clientId: " + admission
                + ", name: Staff, redirectUris: [\"http://localhost:8098/cb\"], admission: " + admission + " }\n";
    }

    /** Opens the login page for the application of {@link #closed}. */
    public void loginAtClosed(String admission) {
        open(authorize(site.page(), admission, "http://localhost:8098/cb", "&prompt=login"));
        sees("body[data-page=login]");
    }

    /** Opens a page, without waiting for WeChat's in its frame. */
    public void open(String address) {
        tab.navigate(address, new NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
    }

    public void openPage(String path) {
        open(site.page() + path);
    }

    public void openApplication() {
        open(site.application() + "/orders/7");
    }

    public void login() {
        openApplication();
        sees("body[data-page=login]");
    }

    /** Opens a callback of WeChat's for a sign-in that was never begun. */
    public void openCallback(String path) {
        openPage(path + "?code=c&state=abcdefghijklmnopqrstuvwxyz012345");
    }

    /** Opens the login page as the existing site's script does. */
    public void openShopsWindow() {
        open(authorize(site.page(), "shop", site.shop() + "/", "&response_mode=web_message"));
        sees("body[data-page=login]");
    }

    public void sees(String what) {
        assertThat(tab.locator(what)).isVisible();
    }

    /** Stops a page that continues by itself: on a 204, a browser keeps the page it has. */
    public void stayBefore(String address) {
        tab.route(url -> url.contains(address), route -> route.fulfill(new FulfillOptions().setStatus(204)));
    }

    /** Advances the page's time until long after the code was first shown. */
    public void later() {
        tab.evaluate("performance.now = () => 1e9; document.dispatchEvent(new Event('visibilitychange'))");
    }

    public void scanInFrame() {
        scan(wechat().inFrameOf(tab));
    }

    public void scanOnWeChatsPage() {
        scan(wechat().in(tab));
    }

    /** Scans the code in the frame inside the component's frame. */
    public void scanInComponent() {
        scan(wechat().inFrame(component().frameLocator("#wechat-frame")));
    }

    /** Returns the secret of a new invitation. */
    public String invitation() {
        return site.people()
                .orElseThrow()
                .invite(new Actor("shell:root", "owner"), List.of(), Duration.ofDays(1), null);
    }

    public FrameLocator component() {
        return tab.frameLocator("wechat-login iframe");
    }

    /** Opens the existing site's page with the component, both in the guide's language. */
    public void openComponent() {
        open(site.shop() + "/embedded.html");
        tab.evaluate("language => { document.documentElement.lang = language; }", language);
        setComponent("lang", language);
        assertThat(component().locator("html")).hasAttribute("lang", language);
    }

    public void setComponent(String attribute, String value) {
        tab.locator("wechat-login")
                .evaluate("(login, [name, value]) => login.setAttribute(name, value)", List.of(attribute, value));
    }

    /** Opens the page on which the application order-desk recognises that user. */
    public void comeBackAs(SandboxUser user) {
        known.bringBack(user, tab.context());
        openApplication();
        sees("body[data-page=continue]");
    }

    public WeChatPages wechat() {
        return new WeChatPages(site.sandbox());
    }

    private static void scan(QrCode code) {
        code.scanAs(HardNames.EVERYTHING);
        code.confirm();
    }
}
