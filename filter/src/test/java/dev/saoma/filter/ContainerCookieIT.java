package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.PackedApp;
import dev.saoma.filter.support.RawHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies of other applications on the host, or on a sibling domain, beside ours, in each container. */
@Matrix
record ContainerCookieIT(String contextPath) {
    private static final Pattern SET_COOKIE = Pattern.compile("(?im)^Set-Cookie: ([^;\r\n]*)([^\r\n]*)");
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        app = new PackedApp(contextPath).deployWithReadmeSnippet();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    @ParameterizedTest
    @DisplayName("whatever others put into the Cookie header, before ours and behind, a sign-in succeeds")
    @ValueSource(
            strings = {
                "a=1; b=2",
                "=nameless",
                "nameless",
                ";;; ;",
                "a=b=c==; d=",
                "q=\"quoted; semicolon\"",
                "open=\"never closed",
                "json={\"a\":[1,2],\"b\":\"c d\"}",
                "space in name=1; c=a b c",
                "comma=a,b,c",
                "$Version=1; $Path=/x; old=1",
                "$Version=\"1\"; old=\"1\"; $Path=\"/\"",
                "na[me]=1; na@me=2; na:me=3; na/me=4; (c)=5",
                "name中文=值中文; emoji=😀",
                "latin=é",
                "tab=a\tb",
                "back=a\\b; slash=a\\\"b",
                "percent=%E4%B8%AD%",
                "saoma=1; saoma-=2; saoma-xxxxxxxx-yyyyyyyy=3; __Host-saoma-x=4",
                "many"
            })
    void foreignCookies_stopNoSignIn(String foreign) throws Exception {
        String others = foreign.equals("many") ? many() : foreign;
        for (boolean first : new boolean[] {true, false}) {
            if (isTheContainersOwn(foreign, first)) {
                continue;
            }
            Jar jar = new Jar(others, first);
            String begun = jar.get(contextPath + "/orders/7");
            String callback = Browser.location(new Browser().open(location(begun)));

            String finished = jar.get(path(callback));
            String page = jar.get(path(location(finished)));

            assertThat(page).as("%s, first: %s", foreign, first).contains("user=" + app.provider.subject);
        }
    }

    // What a container answers with 400 or 500 before any filter is called, or where it overlooks its own session
    // cookie: named in docs/filter/settings.md, "Cookies of other applications".
    private static boolean isTheContainersOwn(String foreign, boolean first) {
        String container = String.valueOf(System.getProperty("saoma.container"));
        boolean jetty = container.startsWith("jetty");
        return jetty && first && foreign.startsWith("open=")
                || jetty && !container.equals("jetty-9.4") && foreign.startsWith("tab=")
                || container.startsWith("undertow") && !foreign.chars().allMatch(c -> c < 0x80);
    }

    // Fewer bytes than containers read in all, and more cookies than some of them accept.
    private static String many() {
        StringBuilder all = new StringBuilder("c0=1");
        for (int i = 1; i < 190; i++) {
            all.append("; c").append(i).append("=1");
        }
        return all.toString();
    }

    private static String location(String answer) {
        Matcher location = Pattern.compile("(?im)^Location: (\\S+)").matcher(answer);
        assertThat(location.find()).as(answer).isTrue();
        return location.group(1);
    }

    private static String path(String address) {
        URI uri = URI.create(address);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** Our cookies, beside others that never change. */
    private static final class Jar {
        private final String others;
        private final boolean first;
        private final List<String> ours = new ArrayList<>();

        Jar(String others, boolean first) {
            this.others = others;
            this.first = first;
        }

        String get(String target) throws Exception {
            String own = String.join("; ", ours);
            String both = own.isEmpty() ? others : first ? others + "; " + own : own + "; " + others;
            String[] headers = Browser.raw("GET " + target + " HTTP/1.1", Browser.NAVIGATION);
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Cookie: " + both;
            String answer = RawHttp.send(app.port(), all);
            Matcher set = SET_COOKIE.matcher(answer);
            while (set.find()) {
                String name = set.group(1).substring(0, set.group(1).indexOf('='));
                ours.removeIf(cookie -> cookie.startsWith(name + "="));
                if (!set.group(2).contains("Max-Age=0")) {
                    ours.add(set.group(1));
                }
            }
            return answer;
        }
    }
}
