package dev.saoma.filter.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the page that holds a form passes to its script. */
public record KeptForm(String target, String login, String sealed) {
    /** Headers of a form of the application's own pages. */
    public static final String[] OWN = {
        "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"
    };

    public static KeptForm of(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.body()).contains("data-page=\"kept\"");
        return new KeptForm(data(page, "target"), data(page, "login"), data(page, "sealed"));
    }

    private static String data(HttpResponse<String> page, String name) {
        Matcher matcher = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(page.body());
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1).replace("&amp;", "&").replace("&#39;", "'");
    }

    /** Posts any body of any type, as a form sends it. */
    public static HttpResponse<String> post(Browser browser, String url, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .header("Accept", "text/html")
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .headers(headers);
        if (!browser.cookies.isEmpty()) {
            request.header("Cookie", browser.cookieHeader());
        }
        try {
            // A connection of its own: a container may close it after a body that was not read, as HTTP allows.
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            browser.keepAll(response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the form as the page after the sign-in does. */
    public HttpResponse<String> replay(Browser browser, String origin) {
        byte[] form = ("kept=" + sealed).getBytes(StandardCharsets.US_ASCII);
        return post(browser, origin + target, "application/x-www-form-urlencoded", form, OWN);
    }
}
