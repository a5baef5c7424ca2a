package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The responses of a page without a directory are those recorded in {@code without-directory.txt}: status, headers, JSON,
 * and what HTML sends and loads. After an intended change, {@code -Dsaoma.record} rewrites the file.
 */
@Timeout(300)
class PageWithoutDirectoryIT {
    private static final String RECORD = "without-directory.txt";
    private static final Pattern HTML =
            Pattern.compile("<(?:form|input|button|script|link|iframe|img|main|body)\\b[^>]*>");
    /** Ids, codes, tokens, keys and digests: long, with a digit or a capital letter. */
    private static final Pattern RANDOM = Pattern.compile("(?=[a-z_.-]*[0-9A-Z])[A-Za-z0-9_.-]{16,}");

    private static final Pattern NUMBER = Pattern.compile("\\b[0-9]{8,}\\b");
    private static final Pattern NONCE = Pattern.compile("(?<=nonce-)[^']+|(?<=nonce=\")[^\"]+");
    private static final Pattern SESSION = Pattern.compile("(?<=name=\"session\" value=\")[^\"]+");
    /** The value of an attribute that contains visible text. */
    private static final Pattern WORDS = Pattern.compile("(?<==\")[^\"]*[^\\x00-\\x7f][^\"]*(?=\")");
    /** The end of a cookie's name, which differs from page to page, and its value. */
    private static final Pattern COOKIE = Pattern.compile("(?<=^saoma-[a-z]{1,20}-)[^=]+=[^;]*");

    @TempDir
    private Path directory;

    private PageUnderTest page;
    private Browser browser;
    private final StringBuilder record = new StringBuilder();

    @BeforeEach
    void start() {
        page = new PageUnderTest(directory);
        browser = new Browser(page.issuer);
    }

    @AfterEach
    void stop() {
        page.close();
    }

    @Test
    @DisplayName("5A: without a directory the page answers as recorded, at each address of a sign-in")
    void answers_areAsRecorded() throws IOException {
        Map<String, String> client = Map.of("client_id", "crm", "client_secret", PageUnderTest.CRM_SECRET);
        note("discovery", browser.get("/.well-known/openid-configuration"));
        note("keys", browser.get("/jwks"));
        HttpResponse<String> login = noted("login page", browser.authorize(Browser.crm()));
        HttpResponse<String> callback = noted("callback", browser.callback(Browser.state(login), "c1"));
        String code = Browser.parameters(Browser.location(callback)).get("code");
        HttpResponse<String> tokens = noted("token", browser.token(code));
        String accessToken = value(tokens, "access_token");
        note("userinfo", browser.get("/userinfo", "Authorization", "Bearer " + accessToken));
        note("introspection", browser.post("/introspect", with(client, "token", accessToken)));
        note(
                "introspection of an ID token",
                browser.post("/introspect", with(client, "token", value(tokens, "id_token"))));
        note("continue as", browser.authorize(Browser.crm()));
        note("silent", browser.authorize(with(Browser.crm(), "prompt", "none")));
        note("code used twice", browser.token(code));
        note("revocation", browser.post("/revoke", with(client, "token", accessToken)));
        note("revoked", browser.get("/userinfo", "Authorization", "Bearer " + accessToken));
        note("sign-out", browser.get("/logout"));
        note("unknown sign-in", browser.callback("x".repeat(32), "c2"));
        note("wrong secret", browser.post("/token", Map.of("grant_type", "authorization_code", "client_id", "crm")));
        note("home", browser.get("/"));
        note("no address", browser.get("/nothing"));
        note("no address for invitations", browser.get("/invite"));
        note("ready", browser.get("/health/ready"));

        String answers = record.toString();
        if (System.getProperty("saoma.record") != null) {
            Files.writeString(Path.of("src/test/resources/dev/saoma/page", RECORD), answers);
        }
        assertThat(answers).isEqualTo(recorded());
    }

    private static String recorded() throws IOException {
        if (System.getProperty("saoma.record") != null) {
            return Files.readString(Path.of("src/test/resources/dev/saoma/page", RECORD));
        }
        try (InputStream in = PageWithoutDirectoryIT.class.getResourceAsStream(RECORD)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put(name, value);
        return all;
    }

    private static String value(HttpResponse<String> json, String name) {
        return json.body().replaceAll("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    private HttpResponse<String> noted(String name, HttpResponse<String> answer) {
        note(name, answer);
        return answer;
    }

    private void note(String name, HttpResponse<String> answer) {
        record.append("## ").append(name).append('\n');
        record.append(answer.statusCode()).append('\n');
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        List.of("date", "content-length").forEach(headers::remove);
        headers.forEach((header, values) -> values.stream()
                .sorted()
                .forEach(value ->
                        record.append(header).append(": ").append(fixed(value)).append('\n')));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String body = type.startsWith("text/html")
                ? HTML.matcher(answer.body()).results().map(MatchResult::group).collect(Collectors.joining("\n"))
                : answer.body();
        record.append(fixed(body).strip()).append("\n\n");
    }

    /** Replaces visible text, and what differs from run to run. */
    private String fixed(String text) {
        String known = text;
        for (String authority :
                List.of(page.issuer.getAuthority(), page.wechat.uri().getAuthority())) {
            String name = authority.equals(page.issuer.getAuthority()) ? "page.test" : "wechat.test";
            known = known.replace(authority, name).replace(authority.replace(":", "%3A"), name);
        }
        for (Pattern random : List.of(COOKIE, NONCE, SESSION, WORDS, RANDOM)) {
            known = random.matcher(known).replaceAll("…");
        }
        return NUMBER.matcher(known).replaceAll("N");
    }
}
