package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** Requests of the application crm to a page, and their effect on its session. */
abstract class SessionFixture extends OnePage {
    static final Pattern FIELD = Pattern.compile("name=\"(state|session)\" value=\"([^\"]+)\"");
    static final String[] OURS = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"};

    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory);
    }

    static Map<String, String> crm(String... more) {
        Map<String, String> request = Browser.crm();
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i], more[i + 1]);
        }
        return request;
    }

    Map<String, String> silent(String... more) {
        Map<String, String> request = crm(more);
        request.put("prompt", "none");
        return Browser.parameters(Browser.location(browser.authorize(request)));
    }

    JsonObject tokens(String code) {
        return JsonParser.parseString(browser.token(code).body()).getAsJsonObject();
    }

    JsonObject claims(String code) {
        String payload = tokens(code).get("id_token").getAsString().split("\\.")[1];
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    static boolean offers(HttpResponse<String> answer) {
        return answer.body().contains("data-page=\"continue\"");
    }

    static boolean asksForScan(HttpResponse<String> answer) {
        return answer.body().contains("data-page=\"login\"");
    }

    static Map<String, String> form(HttpResponse<String> offer) {
        Map<String, String> form = new HashMap<>();
        Matcher matcher = FIELD.matcher(offer.body());
        while (matcher.find()) {
            form.put(matcher.group(1), matcher.group(2));
        }
        return form;
    }

    Map<String, String> silentInFrame(String site, String destination) {
        String path = "/authorize?" + Browser.query(crm("prompt", "none"));
        HttpResponse<String> answer = site.isEmpty()
                ? browser.get(path, "Sec-Fetch-Dest", destination)
                : browser.get(path, "Sec-Fetch-Dest", destination, "Sec-Fetch-Site", site);
        assertThat(answer.statusCode()).isEqualTo(303);
        return Browser.parameters(Browser.location(answer));
    }
}
