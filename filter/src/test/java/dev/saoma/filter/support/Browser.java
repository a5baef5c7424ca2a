package dev.saoma.filter.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of a browser that tests need: cookies for one host, Fetch Metadata, redirects followed on request. */
public final class Browser {
    public static final String[] NAVIGATION = {
        "Accept", "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language", "en",
        "Sec-Fetch-Site", "none",
        "Sec-Fetch-Mode", "navigate",
        "Sec-Fetch-Dest", "document"
    };
    public static final String[] OLD_NAVIGATION = {
        "Accept", "text/html, application/xhtml+xml, */*", "Accept-Language", "en"
    };

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    // It keeps no cookies, so all browsers can share it.
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private static final Pattern ONWARDS =
            Pattern.compile("(?s)http-equiv=\"refresh\" content=\"0; url=([^\"]*)\".*data-page=\"signed_in\"");

    public final Map<String, String> cookies = new LinkedHashMap<>();
    public boolean keepsCookies = true;
    /** The client address that the proxy in front reports; null for none. */
    public String address;

    public HttpResponse<String> open(String url) {
        return send("GET", url, null, NAVIGATION);
    }

    /** Opens a page, and again as long as the filter's page says that the provider cannot be reached. */
    public HttpResponse<String> openWhenReachable(String url) {
        Instant deadline = Instant.now().plus(PATIENCE);
        HttpResponse<String> page = open(url);
        while (page.body().contains("data-page=\"unavailable\"")
                && Instant.now().isBefore(deadline)) {
            page = open(url);
        }
        return page;
    }

    /** Calls an address as a program with a bearer token. */
    public HttpResponse<String> call(String url, String token) {
        return send("GET", url, null, "Authorization", "Bearer " + token);
    }

    /** Returns the callback URL of a sign-in that this browser begins at a page. */
    public String callback(String url) {
        return location(open(location(open(url))));
    }

    /** Opens a page and follows redirects to the end, at most ten. */
    public HttpResponse<String> visit(String url) {
        return follow(open(url));
    }

    public HttpResponse<String> follow(HttpResponse<String> response) {
        HttpResponse<String> last = response;
        for (int hops = 0; last.statusCode() / 100 == 3; hops++) {
            if (hops == 10) {
                throw new IllegalStateException("redirect loop at " + last.uri());
            }
            last = open(last.uri().resolve(location(last)).toString());
        }
        Matcher onwards = ONWARDS.matcher(last.body());
        return onwards.find() ? follow(open(onwards.group(1).replace("&amp;", "&"))) : last;
    }

    public HttpResponse<String> send(String method, String url, String body, String... headers) {
        URI uri = URI.create(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMinutes(2))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (address != null) {
            request.header("X-Forwarded-For", address);
        }
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (keepsCookies) {
                setCookies(response).forEach(this::keep);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the lines of a request with these headers. */
    public static String[] raw(String requestLine, String... headers) {
        List<String> lines = new ArrayList<>(List.of(requestLine));
        for (int i = 0; i < headers.length; i += 2) {
            lines.add(headers[i] + ": " + headers[i + 1]);
        }
        return lines.toArray(new String[0]);
    }

    public void keepAll(HttpResponse<?> response) {
        response.headers().allValues("Set-Cookie").forEach(this::keep);
    }

    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Returns the filter's cookies for pending sign-ins. */
    public List<String> pending() {
        return cookies.keySet().stream()
                .filter(name -> name.matches("(__Host-)?saoma-.{8}-.{8}"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (header.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    public static List<String> setCookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie");
    }

    public static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no Location: " + response.statusCode() + " " + response.body()));
    }

    /** Returns the value on the line {@code name=value} of a page. */
    public static String value(HttpResponse<String> page, String name) {
        return page.body()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page.statusCode() + ": " + page.body()))
                .substring(name.length() + 1);
    }
}
