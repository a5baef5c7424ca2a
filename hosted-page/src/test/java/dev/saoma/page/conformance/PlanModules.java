package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.OnePageWithSuite;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.RelyingParty;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** Modules of a conformance plan, which hold however the application receives the response. */
abstract class PlanModules extends OnePageWithSuite {
    private static final Pattern FIELD = Pattern.compile("name=\"([a-z_]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    /** How the application receives the response. */
    enum ResponseMode {
        /** By a redirect with a query. */
        BY_QUERY,
        /** By a form that posts itself ({@code response_mode=form_post}). */
        BY_FORM_POST
    }

    private final ResponseMode mode;

    PlanModules(ResponseMode mode) {
        this.mode = mode;
    }

    @BeforeAll
    public static void startPage() {
        page = new PageUnderTest(directory, "", suite.entry(""));
    }

    final Map<String, String> request(String... more) {
        Map<String, String> request = RelyingParty.request(more);
        if (mode == ResponseMode.BY_FORM_POST) {
            request.put("response_mode", "form_post");
        }
        return request;
    }

    final Map<String, String> signIn(String... more) {
        return signIn(request(more));
    }

    final Map<String, String> signIn(Map<String, String> request) {
        return parameters(browser.callback(browser.begin(request), newScan()));
    }

    /** Returns the response that the application receives at once, without a scan. */
    final Map<String, String> sentBack(Map<String, String> request) {
        return parameters(browser.authorize(request));
    }

    final boolean asksForScan(Map<String, String> request) {
        return browser.authorize(request).body().contains("data-page=\"login\"");
    }

    final JsonObject discovery() {
        return JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();
    }

    private Map<String, String> parameters(HttpResponse<String> answer) {
        return mode == ResponseMode.BY_QUERY ? Browser.parameters(Browser.location(answer)) : fields(form(answer));
    }

    /** Returns the page with the form, which may be posted only to the application. */
    final HttpResponse<String> form(HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).isEqualTo(303);
        String path = path(Browser.location(redirect));
        assertThat(path).startsWith("/sign-in/post?");
        HttpResponse<String> form = browser.get(path);
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action http://localhost:8070;");
        Matcher action = ACTION.matcher(form.body());
        assertThat(action.find()).isTrue();
        assertThat(action.group(1)).isEqualTo(RelyingParty.CALLBACK);
        return form;
    }

    private static Map<String, String> fields(HttpResponse<String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(form.body());
        while (field.find()) {
            fields.put(field.group(1), unescaped(field.group(2)));
        }
        return fields;
    }

    private static String unescaped(String value) {
        return value.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
