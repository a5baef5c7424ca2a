package dev.saoma.filter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Just enough of a browser to sign in: opens a page, follows redirects, keeps the application's cookies. */
final class TestBrowser {
    private static final int MAX_HOPS = 10;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final String issuer;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    TestBrowser(String issuer) {
        this.issuer = issuer;
    }

    /**
     * Signs in at a protected page; returns the cookies to send to the application from then on, as a Cookie header.
     */
    String signIn(String page) {
        URI at = URI.create(page);
        boolean wasAtProvider = false;
        boolean isBack = false;
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            boolean atProvider = at.toString().startsWith(issuer + "/");
            Answer answer = open(at, !atProvider);
            if (answer.location == null && wasAtProvider && isBack) {
                return header();
            }
            if (answer.location == null) {
                throw new IllegalStateException(complaint(at, answer.status, atProvider, wasAtProvider));
            }
            // The callback has finished when it redirects the browser.
            isBack = wasAtProvider && !atProvider;
            wasAtProvider = wasAtProvider || atProvider;
            at = at.resolve(answer.location);
        }
        throw new IllegalStateException("more than " + MAX_HOPS + " redirects, the last to " + at);
    }

    private static String complaint(URI at, int status, boolean atProvider, boolean wasAtProvider) {
        String address = at.toString().replaceAll("\\?.*", "");
        if (atProvider) {
            return "TestSignIn refused what the filter asked for: does it have the clientId of TestSignIn.settings()?";
        }
        return wasAtProvider
                ? "the sign-in ended at " + address + " with status " + status + ": see the application's log"
                : address + " answered status " + status
                        + " and did not ask for a sign-in: is it a public path, or does the"
                        + " filter not have the settings of TestSignIn.settings()?";
    }

    private Answer open(URI uri, boolean ofApplication) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty("Accept", "text/html");
            if (ofApplication && !cookies.isEmpty()) {
                connection.setRequestProperty("Cookie", header());
            }
            try {
                int status = connection.getResponseCode();
                List<String> set = connection.getHeaderFields().entrySet().stream()
                        .filter(field -> "Set-Cookie".equalsIgnoreCase(field.getKey()))
                        .flatMap(field -> field.getValue().stream())
                        .collect(Collectors.toList());
                // The JDK lists repeated headers backwards.
                Collections.reverse(set);
                if (ofApplication) {
                    set.forEach(this::keep);
                }
                return new Answer(status, status / 100 == 3 ? connection.getHeaderField("Location") : null);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(uri.getScheme() + "://" + uri.getAuthority() + uri.getPath(), e);
        }
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (header.matches("(?i).*;\\s*Max-Age=0(;.*)?")) {
            cookies.remove(pair.substring(0, equals));
        } else if (equals > 0) {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    private String header() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static final class Answer {
        private final int status;
        private final @Nullable String location;

        Answer(int status, @Nullable String location) {
            this.status = status;
            this.location = location;
        }
    }
}
