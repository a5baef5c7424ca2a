package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.microsoft.playwright.Page;
import dev.saoma.e2e.support.DemoFixture;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a sign-in ends: every tab on its own page after one scan, at the place after {@code #}. */
class ReturnIT extends DemoFixture {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Returns the addresses that lead out of the application, as Chromium reads them. */
    private static final String OUTSIDE = """
            ([addresses, base]) => addresses.filter(address => {
              const home = new URL(base);
              let url;
              try {
                url = new URL(address, home);
              } catch (unreadable) {
                return false;
              }
              return url.origin !== home.origin || !url.pathname.startsWith(home.pathname)
                || url.pathname.startsWith(home.pathname + 'saoma/');
            })""";

    private static final String OUTSIDE_LATER = """
            ([addresses, base]) => addresses.filter(address => {
              const home = new URL(base);
              const path = decodeURIComponent(new URL(address).pathname);
              return new URL(path, home).origin !== home.origin;
            })""";

    private final List<String> requested = new CopyOnWriteArrayList<>();

    @BeforeEach
    void recordRequests() {
        person.onRequest(request -> requested.add(request.url()));
    }

    @Test
    @DisplayName("probe 05: three tabs, one scan in the middle one; the others continue by themselves")
    void scannedInline_freesTheOtherTabs() {
        List<Page> tabs = open("/orders/6", "/orders/7?from=mail", "/orders/8");

        scan(wechat.inFrameOf(tabs.get(1)));

        assertSignedInAt(tabs.get(0), "/orders/6");
        assertSignedInAt(tabs.get(1), "/orders/7?from=mail");
        assertSignedInAt(tabs.get(2), "/orders/8");
    }

    @Test
    void scannedByRedirect_freesTheOtherTabs() {
        List<Page> tabs = open("/orders/6", "/orders/7");

        tabs.get(0).click("#open-redirect");
        scan(wechat.in(tabs.get(0)));

        assertSignedInAt(tabs.get(0), "/orders/6");
        assertSignedInAt(tabs.get(1), "/orders/7");
    }

    @Test
    void scannedInAWindow_freesTheOtherTabsAndClosesTheirWindows() {
        List<Page> tabs = open("/orders/6", "/orders/7");

        Page idle = tabs.get(1).waitForPopup(() -> tabs.get(1).click("#open-popup"));
        Page popup = tabs.get(0).waitForPopup(() -> tabs.get(0).click("#open-popup"));
        QrCode code = wechat.in(popup);
        idle.waitForClose(() -> popup.waitForClose(() -> scan(code)));

        assertSignedInAt(tabs.get(0), "/orders/6");
        assertSignedInAt(tabs.get(1), "/orders/7");
    }

    @Test
    @DisplayName("probe 05: more tabs than cookies")
    void eightTabs_allEndOnTheirOwnPage() {
        List<Page> tabs = open(
                "/orders/1", "/orders/2", "/orders/3", "/orders/4", "/orders/5", "/orders/6", "/orders/7", "/orders/8");

        scan(wechat.inFrameOf(tabs.get(7)));

        for (int i = 0; i < tabs.size(); i++) {
            assertThat(tabs.get(i)).hasURL(site.application() + "/orders/" + (i + 1));
        }
    }

    @Test
    void signedOut_theNextTabIsNotSignedInByTheLastScan() {
        Page tab = open("/orders/6").get(0);
        scan(wechat.inFrameOf(tab));
        assertSignedInAt(tab, "/orders/6");

        tab.click("#sign-out");
        tab.click("#again");
        assertThat(tab.locator("body[data-page=continue]")).isVisible();
        tab.click("#use-another");

        wechat.inFrameOf(tab);
        WeChatPages.waitForTheNextSecond(tab);
        WeChatPages.waitForTheNextSecond(tab);
        assertThat(tab.locator("body[data-page=login]")).isVisible();
    }

    @Test
    @DisplayName("the fragment, inline")
    void fragment_survivesTheInlineWay() {
        Page tab = open("/orders/7?a=1#/notes/3?x=%E7%AB%B9").get(0);

        scan(wechat.inFrameOf(tab));

        assertSignedInAt(tab, "/orders/7?a=1#/notes/3?x=%E7%AB%B9");
        assertNoServerSaw("notes/3");
    }

    @Test
    @DisplayName("the fragment, in a window")
    void fragment_survivesTheWindowWay() {
        Page tab = open("/orders/7#notes").get(0);

        Page popup = tab.waitForPopup(() -> tab.click("#open-popup"));
        QrCode code = wechat.in(popup);
        popup.waitForClose(() -> scan(code));

        assertSignedInAt(tab, "/orders/7#notes");
    }

    @Test
    @DisplayName("the fragment, by redirect")
    void fragment_survivesTheRedirectWay() {
        Page tab = open("/orders/7#notes-3").get(0);

        tab.click("#open-redirect");
        scan(wechat.in(tab));

        assertSignedInAt(tab, "/orders/7#notes-3");
        assertNoServerSaw("notes-3");
    }

    @Test
    @DisplayName("the fragment, through another language and as a tab that waits")
    void fragment_survivesTheLanguageAndTheWait() {
        List<Page> tabs = open("/orders/7#notes", "/orders/8");
        tabs.get(0).click(".languages a[lang=en]");
        assertThat(tabs.get(0).locator("html[lang=en]")).isAttached();
        WeChatPages.waitForTheNextSecond(tabs.get(0));

        scan(wechat.inFrameOf(tabs.get(1)));

        assertSignedInAt(tabs.get(0), "/orders/7#notes");
    }

    @Test
    @DisplayName("R1: whatever is asked for as return path, the browser's own URL parser stays inside the application")
    void returnPath_staysInsideTheApplication() throws Exception {
        Page tab = open("/orders/7").get(0);
        scan(wechat.inFrameOf(tab));
        assertSignedInAt(tab, "/orders/7");
        List<String> asked = HostilePaths.all();
        String cookies = person.cookies(site.application() + "/").stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));

        List<String> locations = new ArrayList<>();
        for (String path : asked) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(site.application() + "/saoma/login?return_to=" + URLEncoder.encode(path, UTF_8)))
                    .header("Cookie", cookies)
                    .header("Accept", "text/html")
                    .build();
            HttpResponse<Void> answer = HTTP.send(request, HttpResponse.BodyHandlers.discarding());
            locations.add(answer.headers().firstValue("Location").orElse("none: " + answer.statusCode()));
        }

        assertThat(tab.evaluate(OUTSIDE, List.of(asked, site.application() + "/")))
                .as("a corpus that leaves the origin, or the test proves nothing")
                .asInstanceOf(LIST)
                .hasSizeGreaterThan(564);
        assertThat(tab.evaluate(OUTSIDE, List.of(locations, site.application() + "/")))
                .isEqualTo(List.of());
        assertThat(tab.evaluate(OUTSIDE_LATER, List.of(locations, site.application() + "/")))
                .as("a second hop that decodes once more")
                .isEqualTo(List.of());
        assertThat(locations).contains(site.application() + "/orders/8?x=1");
    }

    /** Opens tabs, and waits until the second in which the last one began has passed: no user scans a code so fast. */
    private List<Page> open(String... paths) {
        List<Page> tabs = new ArrayList<>();
        for (String path : paths) {
            Page tab = person.newPage();
            tab.navigate(site.application() + path);
            assertThat(tab.locator("body[data-page=login]")).isVisible();
            tabs.add(tab);
        }
        WeChatPages.waitForTheNextSecond(tabs.get(0));
        return tabs;
    }

    private void assertNoServerSaw(String fragment) {
        assertThat(requested).noneMatch(url -> url.split("#", 2)[0].contains(fragment));
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void scan(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    private static void assertSignedInAt(Page tab, String path) {
        assertThat(tab).hasURL(site.application() + path);
        assertThat(tab.locator("#user")).hasText(user().unionid());
    }
}
