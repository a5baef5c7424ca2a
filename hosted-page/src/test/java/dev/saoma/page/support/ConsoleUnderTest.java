package dev.saoma.page.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page with a directory and a console, a WeChat of its own, and what people do with them. */
public final class ConsoleUnderTest extends ConsoleNode {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    /** {@code admission} is the word in the settings; {@code more} is further YAML lines. */
    public ConsoleUnderTest(Path directory, String admission, String more) {
        this(directory, admission, more, "", false);
    }

    /** Creates one that follows its settings file and what its database says about the settings. */
    public static ConsoleUnderTest fromFile(Path directory, String admission, String more) {
        return new ConsoleUnderTest(directory, admission, more, "", true);
    }

    /** Creates one whose file has no AppID and no AppSecret: they are entered in the console. */
    public static ConsoleUnderTest withoutCredentials(Path directory) {
        return new ConsoleUnderTest(
                directory, "everybody", "", "", false, yaml -> yaml.replaceFirst("appId: \\S+ appSecret: \\S+ ", ""));
    }

    private ConsoleUnderTest(Path directory, String admission, String more, String settings, boolean watched) {
        super(directory, admission, more, settings, watched, UnaryOperator.identity());
    }

    private ConsoleUnderTest(
            Path directory,
            String admission,
            String more,
            String settings,
            boolean watched,
            UnaryOperator<String> change) {
        super(directory, admission, more, settings, watched, change);
    }

    private ConsoleUnderTest(Path directory, String console) {
        super(directory, console);
    }

    /** Creates one with two pools, {@code first} and {@code other}. */
    public static ConsoleUnderTest withTwoPools(Path directory) {
        return new ConsoleUnderTest(directory, "");
    }

    /** {@code settings} is added to {@code console}, such as {@code , readOnly: true}. */
    public static ConsoleUnderTest with(Path directory, String settings) {
        return new ConsoleUnderTest(directory, "everybody", "", settings, false);
    }

    /** Returns a new link from the shell. */
    public String link() {
        clock.advance(Duration.ofSeconds(1)); // Links are identified by when they were created.
        return command("--console-link");
    }

    /** Returns a browser at the console that is not signed in. */
    public Browser browser() {
        return new Browser(url);
    }

    /** Sends a form as the console's own page would. */
    public HttpResponse<String> post(Browser browser, String path, Map<String, String> form) {
        return browser.post(path, form, "Sec-Fetch-Site", "same-origin", "Origin", url.toString());
    }

    public HttpResponse<String> enter(Browser browser, String link) {
        return post(browser, "/enter", Map.of("link", link));
    }

    /** Sends a form as {@link #post} does, with the form token of the browser's session. */
    public HttpResponse<String> write(Browser browser, String path, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("token", token(browser));
        return post(browser, path, all);
    }

    public String token(Browser browser) {
        Matcher matcher = TOKEN.matcher(browser.get("/administrators").body());
        assertThat(matcher.find()).as("a session").isTrue();
        return matcher.group(1);
    }

    /** Begins to sign in at the console and scans; returns the console's response to the returning person. */
    public HttpResponse<String> scan(Browser browser, String code) {
        URI authorize = Browser.location(browser.get("/sign-in/begin"));
        return comeBack(browser, authorize, code);
    }

    /** Scans for a sign-in that was begun elsewhere, and returns in that browser. */
    public HttpResponse<String> comeBack(Browser browser, URI authorize, String code) {
        boolean other = authorize.toString().startsWith(otherIssuer.toString());
        Browser atPage = new Browser(other ? otherIssuer : issuer);
        String state = Browser.state(atPage.get("/authorize?" + authorize.getRawQuery()));
        URI back = Browser.location(atPage.callback(state, code));
        assertThat(back.toString()).startsWith(url + "/callback?");
        return browser.get("/callback?" + back.getRawQuery());
    }

    /** From now on, another person scans. */
    public void scansAs(String name) {
        wechat.answersToken(WeChatStub.GRANT
                .replace(WeChatStub.OPENID, "oOpen" + name)
                .replace(WeChatStub.UNIONID, "oUnion" + name));
        wechat.answersProfile(WeChatStub.PROFILE
                .replace(WeChatStub.OPENID, "oOpen" + name)
                .replace(WeChatStub.UNIONID, "oUnion" + name)
                .replace("张伟🎉", name));
    }

    /** From now on, the person of the stub scans again. */
    public void scansAsAtFirst() {
        wechat.answersToken(WeChatStub.GRANT);
        wechat.answersProfile(WeChatStub.PROFILE);
    }

    /** Returns an owner of that pool, created by a link from the shell and a scan. */
    public Browser ownerOf(String pool, String code) {
        clock.advance(Duration.ofSeconds(1));
        return owner(code, command("--console-link", "--pool", pool));
    }

    /** Returns a browser that entered by a link from the shell. */
    public Browser enteredShell(String pool) {
        clock.advance(Duration.ofSeconds(1));
        Browser browser = browser();
        assertThat(enter(browser, command("--console-link", "--pool", pool)).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        return browser;
    }

    /** Returns an owner who is signed in, created by a link from the shell and a scan. */
    public Browser owner(String code) {
        return owner(code, link());
    }

    private Browser owner(String code, String link) {
        Browser browser = browser();
        assertThat(enter(browser, link).statusCode()).isEqualTo(303);
        assertThat(scan(browser, code).body()).contains("/administrators/me");
        assertThat(browser.get("/administrators/me").statusCode()).isEqualTo(200);
        assertThat(write(browser, "/administrators/me", Map.of()).statusCode()).isEqualTo(303);
        return browser;
    }

    /** Returns another administrator with that duty, added by an owner, who enters by a scan and eight characters. */
    public Browser administrator(Browser owner, String name, String duty, String code) {
        scansAs(name);
        clock.advance(Duration.ofSeconds(1));
        Browser browser = browser();
        assertThat(scan(browser, code + "1").statusCode())
                .as("no administrator yet")
                .isEqualTo(403);
        HttpResponse<String> added = write(owner, "/administrators/add", Map.of("id", "oUnion" + name, "duty", duty));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
        String id = Browser.parameters(Browser.location(added)).get("id");
        assertThat(scan(browser, code + "2").body()).contains("/sign-in/browser");
        String characters = code(write(owner, "/administrators/code", Map.of("id", id)));
        HttpResponse<String> known = post(browser, "/sign-in/browser", Map.of("code", characters));
        assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
        return browser;
    }

    /** Returns the eight characters on a page that shows them once. */
    public static String code(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*id=\"value\"[^>]*>([^<]+)<.*", "$1");
    }

    /** Returns a token of the API with that duty, created by an owner. */
    public String apiToken(Browser owner, String duty) {
        HttpResponse<String> made = write(
                owner, "/administrators/tokens/make", Map.of("name", "Script " + duty, "duty", duty, "days", "30"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return code(made);
    }

    /** Returns the API's response; {@code body} is JSON, or null for none. */
    public HttpResponse<String> api(
            @Nullable String token, String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return browser().send(request, headers);
    }

    /** Returns how many rows the audit has. */
    public long audited(Browser browser) {
        Matcher matcher = Pattern.compile("<td class=\"num\">([0-9]+)</td>")
                .matcher(browser.get("/audit").body());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Returns the version of a person, as a form of the console would send it. */
    public String version(Browser browser, String subject) {
        return browser.get("/people/person?id=" + subject)
                .body()
                .replaceAll("(?s).*name=\"version\" value=\"([0-9]+)\".*", "$1");
    }

    /** Waits for a text on a page: a separate thread writes the log of sign-ins. */
    public void await(Browser browser, String path, String text) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!browser.get(path).body().contains(text)) {
            assertThat(System.nanoTime()).as("%s shows %s", path, text).isLessThan(deadline);
            Pause.briefly();
        }
    }
}
