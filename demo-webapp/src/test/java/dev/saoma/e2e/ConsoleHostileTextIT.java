package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.sandbox.model.SandboxUser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All outside input is plain text on every screen of the console, in a browser that would run what slips through: in
 * {@link HostileRows}, in names and addresses of applications, in what an administrator types, and in addresses of the console.
 */
class ConsoleHostileTextIT {
    /** The existing administrator, whose own name is hostile too. */
    private static final SandboxUser ADMINISTRATOR = new SandboxUser(
            "oSao1Hostile00000000000000000",
            "oSaoUHostile0000000000000000",
            "</title><script>window.ran=1</script>·administrator",
            "");

    /** Places in the rows that some screen shows; in the others the text cannot run anywhere. */
    private static final List<String> SHOWN = List.of(
            "nickname",
            "name",
            "why",
            "role",
            "client",
            "app",
            "visit",
            "site",
            "reason",
            "address",
            "browser",
            "token",
            "maker",
            "audit",
            "called",
            "typed",
            "administrator");

    /** Elements that our own pages never contain, and that would have come from outside. */
    private static final String FOREIGN =
            "script:not([src^='/assets/']), link:not([href^='/assets/']), base, img:not([src^='/assets/']),"
                    + " iframe:not([sandbox]), meta[http-equiv], svg:not([aria-hidden]):not([role=img]), form:not([action^='/']), [onload],"
                    + " [onerror], [onfocus], [onmouseover], [autofocus], [href^='javascript:'], [src^='javascript:']";

    @TempDir
    Path folder;

    private final List<String> found = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final StringBuilder read = new StringBuilder();
    private Browsers browsers;
    private RunningConsole console;
    private Page tab;

    @BeforeEach
    void start() throws Exception {
        console = RunningConsole.start(folder, new ConsoleData(40, List.of(), 50), "", List.of(ADMINISTRATOR));
        browsers = Browsers.ofPages();
        BrowserContext person = browsers.person(new NewContextOptions().setLocale("en"), complaints);
        person.exposeFunction("reported", arguments -> found.add(String.valueOf(arguments[0])));
        person.addInitScript("addEventListener('securitypolicyviolation', event =>"
                + " reported('policy: ' + event.violatedDirective + ' at ' + event.documentURI))");
        person.onRequest(request -> {
            String host = URI.create(request.url().replaceFirst("[?#].*", "")).getHost();
            if (host != null && !host.equals("127.0.0.1") && !host.equals("localhost")) {
                found.add("request to " + host);
            }
        });
        tab = person.newPage();
        tab.onDialog(dialog -> {
            found.add("dialog " + dialog.message());
            dialog.dismiss();
        });
    }

    @AfterEach
    void stop() {
        browsers.close();
        console.close();
    }

    @Test
    @DisplayName(
            "5B: the XSS corpus in names, agents, reasons, roles, tokens, applications and what is typed: no CSP report, no script")
    void hostileText_isTextOnEveryScreen() throws Exception {
        console.becomeOwner(tab);
        console.newWar(tab, "Desk");
        try (Connection connection = console.connection()) {
            new HostileRows(connection).write(ADMINISTRATOR.unionid());
        }
        for (String text : HostileRows.TEXTS) {
            typedInto(text);
        }
        lookAtEveryScreen();

        assertThat(found).isEmpty();
        complaints.removeIf(text -> text.startsWith("Failed to load resource")); // From mistakes, which get a 4xx.
        assertThat(complaints).isEmpty();
        Set<String> unseen = new LinkedHashSet<>();
        for (String place : SHOWN) {
            for (String text : place.equals("administrator")
                    ? List.of("</title><script>window.ran=1</script>")
                    : HostileRows.TEXTS) {
                if (read.indexOf(HostileRows.at(place, text)) < 0) {
                    unseen.add(HostileRows.at(place, text));
                }
            }
        }
        assertThat(unseen)
                .as("texts that were to be seen as text, so that the others would have been seen too")
                .isEmpty();
    }

    private void lookAtEveryScreen() {
        ConsoleScreens screens =
                new ConsoleScreens(ConsoleData.subject(1), ConsoleData.subject(2)).withWhatIsThere(tab, console.url());
        screens.allAndMore().values().forEach(this::open);
        for (int i = 1; i <= HostileRows.TEXTS.size(); i++) {
            open("/people/person?id=" + ConsoleData.subject(i));
        }
        for (String way : List.of("web-xml", "properties", "html", "library")) {
            open("/applications/one?id=app-1&tab=" + way);
        }
        open("/applications/edit?id=app-2");
        open("/applications/remove?id=app-2");
        open("/people/merge?id=" + ConsoleData.subject(3) + "&gone=" + ConsoleData.subject(4));
    }

    /** Enters a text in all the ways open to an administrator, and to the sender of a link. */
    private void typedInto(String text) throws Exception {
        int number = HostileRows.TEXTS.indexOf(text) + 1;
        String encoded = URLEncoder.encode(HostileRows.at("typed", text), StandardCharsets.UTF_8);
        for (String address : List.of(
                "/people?q=%s&role=%s",
                "/sign-ins?ip=%s&client=%s&id=%s&reason=%s",
                "/people/person?id=%s",
                "/people?done=%s",
                "/applications/one?id=%s&tab=%s",
                "/test?client=%s",
                "/look?draft=1&accent=%s",
                "/look?draft=1&name=%s&title.en=%s&note.en=%s&in=en",
                "/%s")) {
            open(address.replace("%s", encoded));
        }
        open("/applications/new?kind=library");
        tab.fill("#clientId", "app-" + number);
        tab.fill("#name", HostileRows.at("called", text));
        tab.fill("#redirectUris", "https://app.example.cn/cb?" + HostileRows.at("typed", text));
        tab.click("details summary");
        tab.fill("#homeUri", text);
        submit("form.stack");
        assertThat(tab.locator("#homeUri-wrong")).isVisible();
        tab.fill("#redirectUris", "https://app.example.cn/cb/" + number + "?q=';window.ran=1;//");
        tab.fill("#homeUri", "");
        submit("form.stack");

        open("/people/person?id=" + ConsoleData.subject(30));
        tab.fill("form[action='/people/rename'] #name", HostileRows.at("audit", text));
        submit("form[action='/people/rename']");
        open("/people/block?id=" + ConsoleData.subject(30));
        tab.fill("#typed", text);
        submit("form[action='/people/block']");
        open("/settings");
        tab.fill("#other", "issuer: " + HostileRows.at("typed", text) + "\nname: x\n");
        submit("form[action='/settings/compare']");
    }

    private void open(String path) {
        tab.navigate(console.url() + path);
        check(path);
    }

    private void submit(String form) {
        tab.evaluate("document.documentElement.dataset.before = 'yes'");
        tab.locator(form).evaluate("form => form.requestSubmit()");
        assertThat(tab.locator("html[data-before]")).hasCount(0);
        tab.waitForLoadState();
        check(form);
    }

    private void check(String what) {
        for (Frame frame : tab.frames()) {
            if (!Boolean.TRUE.equals(frame.evaluate("window.ran === undefined"))) {
                found.add("script ran at " + what);
            }
        }
        Object foreign = tab.evaluate(
                "selector => Array.from(document.querySelectorAll(selector)).map(one => one.outerHTML.slice(0, 120))",
                FOREIGN);
        if (!List.of().equals(foreign)) {
            found.add("markup at " + what + ": " + foreign);
        }
        read.append(tab.evaluate("document.title + document.body.textContent"
                + " + Array.from(document.querySelectorAll('input, textarea')).map(field => field.value).join()"));
    }
}
