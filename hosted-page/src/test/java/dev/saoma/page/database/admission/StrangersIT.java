package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.PageInternals;
import dev.saoma.page.support.AuthingRequests;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of signing in, tried by a stranger where only known people are admitted. */
@Timeout(300)
class StrangersIT {
    private static final String SITE = "http://localhost:8091";
    private static final String ACCOUNT = "wxfedcba9876543210";
    private static final String IN_WECHAT = "Mozilla/5.0 (Linux; Android 14; V2309A) Mobile Safari/537.36"
            + " MicroMessenger/8.0.53.2740(0x28003533) WeChat/arm64";
    /** An authorization code or a token, in any form in which a response contains it. */
    private static final Pattern GIVEN = Pattern.compile(
            "(?:[?&;]code=|name=\"code\" value=\"|\"code\":\"|code&quot;:&quot;)[A-Za-z0-9_-]{43}|eyJ[A-Za-z0-9_-]{20,}\\.");

    private static final AtomicInteger SCANS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static PageUnderTest page;

    /** The person of this scan; each test has another one. */
    private static volatile String person = "";

    @BeforeAll
    static void start() {
        page = PageUnderTest.with(
                directory,
                "officialAccount: { appId: " + ACCOUNT + ", appSecret: 5d4c3b2a1f0e9d8c7b6a5f4e3d2c1b0a }, ",
                """
                  - { clientId: store, name: Store, origins: ["%s"], authingSdk: true }
                  - { clientId: open, name: Open to everybody, clientSecret: %s, redirectUris: ["%s"], admission: everybody }
                directory: { admission: known, database: { timeout: PT1M } }
                """.formatted(SITE, PageUnderTest.CRM_SECRET, PageUnderTest.CRM_CALLBACK));
        page.wechat.answersToken(call -> WeChatStub.GRANT
                .replace(WeChatStub.UNIONID, "oUnion-" + person)
                .replace(
                        WeChatStub.OPENID,
                        "o-" + person + "-at-" + call.parameters().get("appid")));
        page.wechat.answersProfile(call -> WeChatStub.PROFILE
                .replace(WeChatStub.UNIONID, "oUnion-" + person)
                .replace(WeChatStub.OPENID, call.parameters().get("openid")));
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    /** How a person reaches an application that admits only known people. */
    enum Door {
        REDIRECT {
            @Override
            HttpResponse<String> enter(Browser browser) {
                return browser.callback(browser.begin(again(Browser.crm())), scan());
            }
        },
        POPUP {
            @Override
            HttpResponse<String> enter(Browser browser) {
                String state = browser.begin(again(Browser.crm()));
                return browser.get("/wechat/callback/popup?code=" + scan() + "&state=" + state);
            }
        },
        INLINE {
            @Override
            HttpResponse<String> enter(Browser browser) {
                String state = browser.begin(again(Browser.crm()));
                return browser.post(
                        "/sign-in/finish", Map.of("code", scan(), "state", state), "Sec-Fetch-Site", "same-origin");
            }
        },
        EMBEDDED {
            @Override
            HttpResponse<String> enter(Browser browser) {
                String frame = browser.get("/embed?" + Browser.query(store()), "Sec-Fetch-Dest", "iframe")
                        .body();
                return browser.post(
                        "/embed/finish",
                        Map.of(
                                "ticket",
                                first("data-ticket=\"([^\"]+)\"", frame),
                                "state",
                                first("data-state=\"([^\"]+)\"", frame),
                                "code",
                                scan()),
                        "Sec-Fetch-Site",
                        "same-origin");
            }
        },
        AUTHING {
            @Override
            HttpResponse<String> enter(Browser browser) {
                HttpResponse<String> first = browser.get(AuthingRequests.social("store"));
                String state = Browser.state(browser.get(path(first) + "&prompt=login"));
                HttpResponse<String> back = browser.callback(state, scan());
                return back.statusCode() == 303 ? browser.get(path(back)) : back;
            }
        },
        IN_WECHAT_APP {
            @Override
            HttpResponse<String> enter(Browser browser) {
                String phone = browser.get("/authorize?" + Browser.query(again(Browser.crm())), "User-Agent", IN_WECHAT)
                        .body();
                URI tap = URI.create(first("id=\"sign-in-here\"[^>]* href=\"([^\"]+)\"", phone)
                        .replace("&amp;", "&"));
                String state = Browser.parameters(tap).get("state");
                return browser.get("/wechat/callback/in-wechat?code=" + scan() + "&state=" + state);
            }
        },
        SILENT_REDIRECT {
            @Override
            HttpResponse<String> enter(Browser browser) {
                Map<String, String> request = Browser.crm();
                request.put("prompt", "none");
                return browser.authorize(request);
            }
        },
        SILENT_FRAME {
            @Override
            HttpResponse<String> enter(Browser browser) {
                Map<String, String> request = store();
                request.put("prompt", "none");
                return browser.get(
                        "/sdk/v1/silent?" + Browser.query(request),
                        "Sec-Fetch-Dest",
                        "iframe",
                        "Sec-Fetch-Site",
                        "same-site");
            }
        },
        /** The page's own form for one application, sent for a sign-in at another. */
        CONTINUE_AS {
            @Override
            HttpResponse<String> enter(Browser browser) {
                String offer = browser.authorize(open()).body();
                String here = browser.authorize(Browser.crm()).body();
                String state = first("(?:data-state=|name=\"state\" value=)\"([^\"]+)\"", here);
                return browser.post(
                        "/sign-in/continue",
                        Map.of("state", state, "session", first("name=\"session\" value=\"([^\"]+)\"", offer)),
                        "Sec-Fetch-Site",
                        "same-origin",
                        "Sec-Fetch-Dest",
                        "document");
            }
        },
        /** A tab that was already open, and continues when the person has signed in in another one. */
        WAITING_TAB {
            @Override
            HttpResponse<String> enter(Browser browser) {
                browser.cookies.clear();
                String tab = browser.authorize(Browser.crm()).body();
                page.clock.advance(java.time.Duration.ofSeconds(1));
                browser.callback(browser.begin(Browser.crm()), scan());
                return browser.post(
                        "/sign-in/waiting",
                        Map.of("ticket", first("data-waiting-ticket=\"([^\"]+)\"", tab)),
                        "Sec-Fetch-Site",
                        "same-origin");
            }
        };

        abstract HttpResponse<String> enter(Browser browser);

        private static Map<String, String> again(Map<String, String> request) {
            request.put("prompt", "login");
            return request;
        }

        private static Map<String, String> store() {
            Map<String, String> request = new HashMap<>(Browser.crm());
            request.putAll(Map.of("client_id", "store", "redirect_uri", SITE + "/", "response_mode", "web_message"));
            return request;
        }

        private static String path(HttpResponse<String> redirect) {
            URI location = Browser.location(redirect);
            return location.getRawPath() + "?" + location.getRawQuery();
        }

        private static String first(String pattern, String html) {
            Matcher matcher = Pattern.compile(pattern).matcher(html);
            assertThat(matcher.find()).as(html).isTrue();
            return matcher.group(1);
        }
    }

    private static Map<String, String> open() {
        Map<String, String> request = Browser.crm();
        request.put("client_id", "open");
        return request;
    }

    private static String scan() {
        return "stranger-" + SCANS.incrementAndGet();
    }

    private static Browser visitor(String name) {
        person = name;
        Browser browser = new Browser(page.issuer);
        assertThat(browser.signIn(open(), scan())).containsKey("code");
        return browser;
    }

    private static boolean isLetIn(HttpResponse<String> answer) {
        return GIVEN.matcher(answer.headers().firstValue("Location").orElse("") + " " + answer.body())
                .find();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE, // These need a page that knows the person.
            names = {"SILENT_REDIRECT", "SILENT_FRAME", "CONTINUE_AS", "WAITING_TAB"})
    @DisplayName("5A: an unknown person is admitted nowhere, and leaves no row")
    void stranger_isRefused(Door door) throws Exception {
        person = "stranger-at-" + door;

        HttpResponse<String> answer = door.enter(new Browser(page.issuer));

        assertThat(isLetIn(answer)).as(answer.body()).isFalse();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(people("list")).doesNotContain(person);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("5A: a visitor of an open application is a stranger at the others, page session or not")
    void visitorOfAnOpenApplication_isRefused(Door door) throws Exception {
        Browser browser = visitor("visitor-at-" + door);

        HttpResponse<String> answer = door.enter(browser);

        assertThat(isLetIn(answer)).as(answer.body()).isFalse();
        assertThat(people("list")).contains("oUnion-" + person + "  visitor");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the same sign-ins admit a known person")
    void knownPerson_comesIn(Door door) throws Exception {
        Browser browser = visitor("known-at-" + door);
        people("admit", "oUnion-" + person);

        HttpResponse<String> answer = door.enter(browser);

        assertThat(isLetIn(answer))
                .as(answer.statusCode() + " " + answer.body())
                .isTrue();
    }

    /** Runs the command line as a second process would, and returns what it prints. */
    private static String people(String... words) throws Exception {
        Path yaml = Files.writeString(directory.resolve("page.yaml"), page.yaml());
        List<String> arguments = new ArrayList<>(List.of("--people"));
        arguments.addAll(List.of(words));
        arguments.add(yaml.toString());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        assertThat(PageInternals.run(out, page.clock, arguments)).isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }
}
