package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.LegacyWar;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The filter signs users in at a provider that is not ours: Spring Authorization Server. */
class ForeignProviderIT {
    private static final String CLIENT_SECRET = "a secret: with %, + and & in it 7Yp2Kd";

    private static Browsers browsers;
    private static StrictProvider provider;
    private static URI application;
    private static LegacyWar war;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        ServerSocketChannel socket = Loopback.bind(0);
        application = LegacyWar.url(socket);
        provider = StrictProvider.start("order-desk", CLIENT_SECRET, URI.create(application + "/saoma/callback"));
        war = LegacyWar.start(
                Sites.war(),
                socket,
                Map.of(
                        "issuer",
                        provider.issuer().toString(),
                        "clientSecret",
                        CLIENT_SECRET,
                        "appUrl",
                        application.toString(),
                        "providerTimeout",
                        Sites.PROVIDER_TIMEOUT),
                "");
    }

    @AfterAll
    static void stop() throws Exception {
        war.close();
        provider.close();
        browsers.close();
    }

    @Test
    void springAuthorizationServer_nameAndPassword_endsOnThePageAskedFor() {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.navigate(application + "/orders/7?from=mail");
            assertThat(tab).hasURL(provider.issuer() + "/login");

            tab.fill("#username", StrictProvider.USER);
            tab.fill("#password", StrictProvider.PASSWORD);
            tab.click("button[type=submit]");

            assertThat(tab).hasURL(application + "/orders/7?from=mail");
            assertThat(tab.locator("#user")).hasText(StrictProvider.USER);
        }
    }

    @Test
    void springAuthorizationServer_signsOutWhoeverSignsOutHere() {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.navigate(application + "/orders/7");
            tab.fill("#username", StrictProvider.USER);
            tab.fill("#password", StrictProvider.PASSWORD);
            tab.click("button[type=submit]");
            assertThat(tab.locator("#user")).hasText(StrictProvider.USER);

            tab.click("#sign-out-everywhere");
            assertThat(tab.locator("body[data-page=signed_out]")).isVisible();
            tab.click("#start-again");

            assertThat(tab).hasURL(provider.issuer() + "/login");
        }
    }
}
