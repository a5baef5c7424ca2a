package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.saoma.e2e.support.Snippet.replaced;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.HeldPort;
import dev.saoma.e2e.support.Installed;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documentation's sites in Python and PHP, word for word, each with the OpenID Connect library that Debian packages.
 */
class OtherLanguagesIT {
    private static final String SECRET = "kQ3vT9xZ1mB7nR5wY2cL8pF4hD6sJ0gA";
    private static final String APACHE = """
            ServerRoot "%1$s"
            ServerName localhost
            Listen 127.0.0.1:%2$d
            PidFile %1$s/apache.pid
            ErrorLog /dev/stderr
            LoadModule mpm_prefork_module %3$s/mod_mpm_prefork.so
            LoadModule authz_core_module %3$s/mod_authz_core.so
            LoadModule authz_user_module %3$s/mod_authz_user.so
            LoadModule authn_core_module %3$s/mod_authn_core.so
            LoadModule dir_module %3$s/mod_dir.so
            LoadModule auth_openidc_module %3$s/mod_auth_openidc.so
            LoadModule php_module %5$s
            DocumentRoot "%1$s/site"
            DirectoryIndex index.php
            <FilesMatch "\\.php$">
                SetHandler application/x-httpd-php
            </FilesMatch>
            %4$s
            """;

    @TempDir
    Path folder;

    private HeldPort port;
    private ServerProcess process;

    @BeforeEach
    void choosePort() throws IOException {
        port = new HeldPort();
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
        port.close();
    }

    private DemoSite demo(String more) throws Exception {
        return Sites.quick()
                .applicationEntry("""
                          - { clientId: shop-other, name: Shop, clientSecret: %s, redirectUris: ["http://localhost:%d/callback"]%s }
                        """.formatted(SECRET, port.number(), more))
                .start();
    }

    private URI shop() {
        return URI.create("http://localhost:" + port.number());
    }

    /** Starts the site, and returns when it listens. */
    private void serve(String... command) throws Exception {
        ProcessBuilder site = new ProcessBuilder(command).directory(folder.toFile());
        site.environment().put("SHOP_SECRET", SECRET);
        site.environment().put("SESSION_KEY", "a key that lives for one test, 7Gh2Lm9Qx4");
        process = ServerProcess.start(site);
        process.awaitListening(port.number());
    }

    private void signsIn(DemoSite demo, Page tab) {
        tab.navigate(shop() + "/");
        SandboxUser user = demo.sandbox().users().get(0);
        QrCode code = new WeChatPages(demo.sandbox()).inFrameOf(tab);
        code.scanAs(user);
        code.confirm();
        assertThat(tab).hasURL(shop() + "/");
        assertThat(tab.locator("body")).containsText(user.nickname() + " (" + user.unionid() + ")");
    }

    @Test
    @DisplayName("Python with Flask and Authlib, as docs/stacks.md has it")
    void python_signsIn() throws Exception {
        Path python =
                Installed.pythonOrSkip("flask, authlib, requests", "python3-flask python3-authlib python3-requests");
        try (DemoSite demo = demo("");
                Browsers browsers = Browsers.ofPages();
                BrowserContext person = browsers.person()) {
            String site = replaced(Snippet.of("stacks.md", "python"), "https://login.example.cn", demo.page());
            Files.writeString(folder.resolve("shop.py"), replaced(site, "\"shop\"", "\"shop-other\""));
            serve(python.toString(), "-m", "flask", "--app", "shop", "run", "--port", Integer.toString(port.number()));

            signsIn(demo, person.newPage());
        }
    }

    @Test
    @DisplayName("PHP behind Apache's mod_auth_openidc, as docs/stacks.md has it, and its sign-out")
    void php_signsIn_andIsToldOfASignOut() throws Exception {
        Path apache = Installed.orSkip("apache2", "libapache2-mod-auth-openidc libapache2-mod-php");
        Path openId = Installed.apacheModuleOrSkip("mod_auth_openidc.so", "libapache2-mod-auth-openidc");
        Path php = Installed.apacheModuleOrSkip("libphp*.so", "libapache2-mod-php");
        try (DemoSite demo = demo(", backChannelLogoutUri: \"" + shop() + "/callback?logout=backchannel\"");
                Browsers browsers = Browsers.ofPages();
                BrowserContext person = browsers.person()) {
            String lines = replaced(Snippet.of("stacks.md", "apache"), "https://login.example.cn", demo.page());
            lines = replaced(lines, "https://shop.example.cn", shop());
            lines = replaced(lines, "OIDCClientID shop", "OIDCClientID shop-other");
            Files.createDirectories(folder.resolve("site"));
            Files.writeString(folder.resolve("site/index.php"), Snippet.of("stacks.md", "php"));
            Path file = Files.writeString(
                    folder.resolve("apache.conf"),
                    APACHE.formatted(folder, port.number(), openId.getParent(), lines, php));
            serve(apache.toString(), "-X", "-f", file.toString());

            Page tab = person.newPage();
            signsIn(demo, tab);
            tab.navigate(demo.page() + "/logout");
            tab.click("#sign-out");
            assertThat(tab.locator("main[data-asks=false]")).isVisible();
            tab.waitForCondition(() -> {
                tab.navigate(shop() + "/");
                return tab.locator("body[data-page=login]").isVisible();
            });
        }
    }
}
