package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Axe;
import dev.saoma.e2e.support.AxeTurn;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.LoopbackDemo;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demonstration's own pages: each is in the visitor's language and accessible, which {@link AxeTurn}s check, and each of
 * their links works. With {@code -Dsaoma.screenshots=FOLDER} they are kept as pictures.
 */
@ExtendWith(LoopbackDemo.Shared.class)
class DemoPagesIT {
    private static final String PICTURES = System.getProperty("saoma.screenshots", "");
    private static final List<Integer> WIDTHS = List.of(1280, 390);
    private static final Pattern LINK = Pattern.compile("\\b(?:href|src)=\"([^\"]*)\"");
    private static final Pattern LANGUAGE = Pattern.compile("<html lang=\"([^\"]*)\"");

    /** Where a crawl begins: with what people type, without slashes. */
    private static final List<String> BEGINNINGS =
            List.of("/crm", "/crm/orders", "/crm/orders/7", "/crm/customers", "/crm/admin", "/crm/notices");

    private static Browsers browsers;
    private static DemoSite site;

    @BeforeAll
    static void start(LoopbackDemo shared) {
        browsers = shared.browsers;
        site = shared.site;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void everyLinkOfEveryPage_answers_inTheVisitorsLanguage(String language) {
        try (BrowserContext person = signedIn(language, new NewContextOptions())) {
            URI war = site.application().resolve("/");
            Deque<URI> open = new ArrayDeque<>(List.of(war, URI.create(site.shop() + "/")));
            BEGINNINGS.forEach(path -> open.add(war.resolve(path)));
            Set<URI> seen = new TreeSet<>(open);
            List<String> dead = new ArrayList<>();
            while (!open.isEmpty()) {
                URI address = open.remove();
                APIResponse response = person.request().get(address.toString());
                if (response.status() >= 400) {
                    dead.add(response.status() + " " + address);
                }
                String type = response.headers().getOrDefault("content-type", "");
                if (isOurs(address)
                        && type.startsWith("text/html")
                        && response.url().equals(address.toString())) {
                    String html = response.text();
                    if (!first(LANGUAGE, html).equals(language)) {
                        dead.add("in another language: " + address);
                    }
                    links(html, URI.create(response.url())).filter(seen::add).forEach(open::add);
                } else if (isOurs(URI.create(response.url())) && type.startsWith("text/html")) {
                    URI led = URI.create(response.url());
                    if (seen.add(led)) {
                        open.add(led);
                    }
                }
                if (address.getQuery() != null && address.getQuery().startsWith("lang=")) {
                    person.clearCookies(new BrowserContext.ClearCookiesOptions().setName("lang"));
                }
            }

            assertThat(dead).isEmpty();
            assertThat(seen)
                    .hasSizeGreaterThan(45)
                    .contains(
                            war.resolve("/crm/orders/6"),
                            war.resolve("/crm/customers/3"),
                            URI.create(site.shop() + "/library"),
                            URI.create(site.page() + "/"));
        }
    }

    /** Whether a page is the demonstration's own; those of the hosted page and WeChat are tested elsewhere. */
    private static boolean isOurs(URI address) {
        String text = address.toString();
        return text.startsWith(site.application().resolve("/").toString())
                || text.startsWith(site.shop() + "/") && !text.endsWith("/sign-in");
    }

    /** Returns the links of a page, except to the SDK that npm fetches, which AuthingSdkIT tests. */
    private static Stream<URI> links(String html, URI page) {
        return LINK.matcher(html)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .filter(link -> !link.startsWith("data:") && !link.equals("/authing-js-sdk.js"))
                .map(link -> page.resolve(link.replaceFirst("#.*", "")))
                .filter(link -> link.getScheme().startsWith("http"));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    @Test
    void unknownAddresses_areAnsweredInTheVisitorsLanguage() {
        try (BrowserContext person = signedIn("en", new NewContextOptions())) {
            APIResponse order = person.request().get(site.application() + "/orders/4711");
            assertThat(order.status()).isEqualTo(404);
            assertThat(order.text()).contains("<html lang=\"en\"", "Page not found");
            APIResponse goods = person.request().get(site.shop() + "/goods/4711");
            assertThat(goods.status()).isEqualTo(404);
            assertThat(goods.text()).contains("<html lang=\"en\"", "Page not found");
        }
    }

    @Test
    void desktop_opensPagesInItsFrame_andSignsTheWholeTabOut() {
        try (BrowserContext person = signedIn("zh-CN", new NewContextOptions())) {
            Page tab = person.newPage();
            tab.navigate(site.application() + "/");
            FrameLocator main = tab.frameLocator("frame[name=main]");
            FrameLocator menu = tab.frameLocator("frame[name=menu]");

            menu.locator("text=全部订单").click();
            main.locator("td a[href$='/orders/7']").click();
            assertThat(main.locator("h1")).hasText("订单 7");
            assertThat(main.locator("header")).isHidden();
            assertThat(tab).hasURL(site.application() + "/");
            picture(tab, site.application() + "/", "zh-CN-desktop");

            tab.frameLocator("frame[name=top]").locator("#sign-out").click();
            assertThat(tab.locator("h1")).hasText("您已退出");
        }
    }

    @Test
    void basketOfTheShop_addsUp_andIsOrderedBySomebodyWhoIsSignedIn() {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.navigate(site.shop() + "/");
            tab.locator(".good button").nth(0).click();
            tab.locator(".good button").nth(5).click();
            tab.locator(".good button").nth(5).click();
            assertThat(tab.locator("#count")).hasText("3");
            assertThat(tab.locator("#basket-total strong")).hasText("¥200");

            Page window = tab.waitForPopup(() -> tab.click("#check-out"));
            scan(new WeChatPages(site.sandbox()).inFrameOf(window));
            assertThat(tab.locator("#name"))
                    .hasText(site.sandbox().users().get(0).nickname());
            assertThat(tab.locator("#avatar img")).hasCount(1);
            assertThat(tab.locator("#orders li")).hasCount(3);
            picture(tab, site.shop() + "/", "zh-CN-signed-in");
            tab.click("#check-out");
            assertThat(tab.locator("#basket-state")).containsText("谢谢惠顾");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void pages_areForEverybody(String language) throws Exception {
        List<String> found = new ArrayList<>();
        Axe axe = new Axe();
        List<String> pages = pages();
        // Without transitions, because contrast must not be measured in the middle of one.
        NewContextOptions options = new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
        try (BrowserContext person = signedIn(language, options)) {
            Page tab = person.newPage();
            for (String page : pages) {
                AxeTurn turn = new AxeTurn(pages.indexOf(page), List.of("zh-CN", "en"), WIDTHS);
                tab.navigate(page);
                if (page.endsWith("/embedded.html")) {
                    new WeChatPages(site.sandbox())
                            .inFrame(tab.frameLocator("wechat-login iframe").frameLocator("#wechat-frame"));
                }
                for (ColorScheme theme : AxeTurn.THEMES) {
                    tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
                    for (int width : WIDTHS) {
                        tab.setViewportSize(width, 844);
                        String look = language + " " + theme + " " + width + " " + page;
                        turn.rules(language, theme, width)
                                .map(rules -> axe.violations(tab.mainFrame(), rules))
                                .orElse(List.of())
                                .forEach(text -> found.add(look + ": " + text));
                        int needed = ((Number) tab.evaluate("document.documentElement.scrollWidth")).intValue();
                        if (needed > width) {
                            found.add(look + " is " + needed + " px wide");
                        }
                        picture(tab, page, language + "-" + theme + "-" + width);
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<String> pages() {
        String crm = site.application().toString();
        return List.of(
                site.application().resolve("/").toString(),
                site.shop() + "/",
                site.shop() + "/embedded.html",
                site.shop() + "/library",
                site.shop() + "/nothing",
                crm + "/welcome",
                crm + "/orders/",
                crm + "/orders/7",
                crm + "/customers/",
                crm + "/admin/",
                crm + "/menu",
                crm + "/top",
                crm + "/nothing",
                site.page() + "/");
    }

    private static void picture(Page tab, String page, String look) {
        if (!PICTURES.isEmpty()) {
            String name = URI.create(page).getPort()
                    + page.replaceFirst("https?://[^/]*", "").replaceAll("[^a-z0-9]+", "-");
            tab.screenshot(new ScreenshotOptions()
                    .setPath(Path.of(PICTURES, name + "-" + look + ".png"))
                    .setFullPage(true));
        }
    }

    private static BrowserContext signedIn(String language, NewContextOptions options) {
        BrowserContext person =
                browsers.person(options.setLocale(language).setExtraHTTPHeaders(Map.of("Accept-Language", language)));
        Page tab = person.newPage();
        tab.navigate(site.application() + "/orders/");
        scan(new WeChatPages(site.sandbox()).inFrameOf(tab));
        assertThat(tab.locator("#user")).isVisible();
        tab.close();
        return person;
    }

    private static void scan(QrCode code) {
        code.scanAs(site.sandbox().users().get(0));
        code.confirm();
    }
}
