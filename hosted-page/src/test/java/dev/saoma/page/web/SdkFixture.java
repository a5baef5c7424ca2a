package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** A page with an application whose scripts sign its users in. */
class SdkFixture extends OnePage {
    static final String ORIGIN = "http://localhost:8070";

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(
                directory,
                "",
                "  - { clientId: site, name: Site, origins: [\"" + ORIGIN + "\"], redirectUris: [\"" + ORIGIN
                        + "/\", \"http://localhost:8071/\"] }\n");
    }

    static Map<String, String> site() {
        Map<String, String> request = Browser.crm();
        request.put("client_id", "site");
        request.put("redirect_uri", ORIGIN + "/");
        request.put("response_mode", "web_message");
        return request;
    }

    HttpResponse<String> redeem(String code, String verifier) {
        return browser.post(
                "/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "site",
                        "redirect_uri",
                        ORIGIN + "/",
                        "code",
                        code,
                        "code_verifier",
                        verifier),
                "Origin",
                ORIGIN);
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static String first(String pattern, String html) {
        Matcher matcher = Pattern.compile(pattern).matcher(html);
        assertThat(matcher.find()).as(html).isTrue();
        return matcher.group(1);
    }
}
