package dev.saoma.e2e.support;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import dev.saoma.demo.DemoSite;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users whom the hosted page remembers: each scans once, without a browser, and any browser can then be theirs. */
public final class KnownPeople {
    private static final Pattern WECHAT = Pattern.compile("data-popup-url=\"([^\"]+)\"");

    private final DemoSite site;
    private final Map<SandboxUser, List<Cookie>> sessions = new HashMap<>();

    public KnownPeople(DemoSite site) {
        this.site = site;
    }

    /** Gives a browser the session of a user who has signed in at the page, but at no application. */
    public void bringBack(SandboxUser user, BrowserContext browser) {
        browser.addCookies(sessions.computeIfAbsent(user, this::scan));
    }

    private List<Cookie> scan(SandboxUser user) {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        String login =
                get(browser, Guide.authorize(site.page(), "order-desk", site.application() + "/saoma/callback", ""));
        Matcher wechat = WECHAT.matcher(login);
        if (!wechat.find()) {
            throw new AssertionError("no login page: " + login);
        }
        get(browser, wechat.group(1).replace("&amp;", "&"));
        QrCode code = site.sandbox().latestQrCode();
        code.scanAs(user);
        code.confirm();
        get(browser, code.callback().orElseThrow().toString());
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().contains("saoma-session-"))
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue())
                        .setDomain(site.page().getHost())
                        .setPath(cookie.getPath()))
                .toList();
    }

    private static String get(HttpClient browser, String address) {
        try {
            return browser.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
