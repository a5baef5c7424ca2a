package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.HostedPageServlet;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sign-in works whatever other applications under the domain have stored in the browser. */
class ForeignCookiesIT {
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private static final AtomicInteger CODES = new AtomicInteger();

    @TempDir
    static Path directory;

    private static PageUnderTest page;
    private static WeChatStub wechat;
    private static Server jetty;
    private static Tomcat tomcat;
    private static URI inJetty;
    private static URI inTomcat;

    @BeforeAll
    static void start() throws Exception {
        TOMCAT.setLevel(Level.SEVERE);
        page = new PageUnderTest(Files.createDirectory(directory.resolve("alone")));
        wechat = new WeChatStub();
        startJetty();
        startTomcat();
    }

    private static String config(URI issuer) throws IOException {
        Path own = Files.createTempDirectory(directory, "servlet");
        PageUnderTest.writeSigningKey(own);
        return Files.writeString(own.resolve("page.yaml"), PageUnderTest.yaml(issuer, wechat.uri()))
                .toString();
    }

    private static void startJetty() throws Exception {
        ServerSocketChannel socket = PageUnderTest.free();
        inJetty = URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
        jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.open(socket);
        jetty.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(HostedPageServlet.class);
        holder.setInitParameter("config", config(inJetty));
        handler.addServlet(holder, "/*");
        jetty.setHandler(handler);
        jetty.start();
    }

    private static void startTomcat() throws Exception {
        tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context web = tomcat.addContext("", null);
        tomcat.start();
        inTomcat = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
        Wrapper servlet = Tomcat.addServlet(web, "login", HostedPageServlet.class.getName());
        servlet.addInitParameter("config", config(inTomcat));
        servlet.addMapping("/");
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        LifeCycle.stop(jetty);
        wechat.close();
        page.close();
    }

    private static List<URI> pages() {
        return List.of(page.issuer, inJetty, inTomcat);
    }

    /** Cookies that have been seen in browsers, byte by byte as sent. */
    static Stream<byte[]> foreign() {
        return Stream.concat(
                Stream.of(
                                "broken",
                                "=nameless",
                                "; ;;; ,",
                                "$Version=1; $Path=\"/\"; a=b; $Domain=x",
                                "q=\"a b, c; d\"",
                                "unclosed=\"abc",
                                "json={\"a\":\"b\",\"c\":[1,2]}",
                                "a=b=c==; b:c=d; c@d=e; two words=f; <x>=g; [y]=h",
                                "tab=a\tb",
                                "expires=Thu, 01 Jan 1970 00:00:00 GMT",
                                "escaped=%E4%B8%AD%; bad=%zz%; back\\slash=\\\"",
                                "中文=值",
                                "latin=\u00e9\u00ff\u0080")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                        new byte[] {'g', 'b', 'k', '=', (byte) 0xd6, (byte) 0xd0, (byte) 0xce, (byte) 0xc4},
                        new byte[] {(byte) 0xff, (byte) 0xfe, '=', (byte) 0xc0, (byte) 0x80},
                        ("big=" + "x".repeat(4000)).getBytes(StandardCharsets.UTF_8),
                        IntStream.range(0, 180)
                                .mapToObj(i -> "many" + i + "=value-of-" + i)
                                .collect(Collectors.joining("; "))
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void foreignCookies_doNotStopASignIn(byte[] foreign) throws IOException {
        for (URI issuer : pages()) {
            assertSignsIn(issuer, foreign, new byte[0]);
            assertSignsIn(issuer, new byte[0], foreign);
        }
    }

    @Test
    @DisplayName("the stand-alone page takes 60 KB of other people's cookies")
    void hugeCookies_doNotStopASignIn() throws IOException {
        String huge = IntStream.range(0, 15)
                .mapToObj(i -> "app" + i + "=" + "x".repeat(4000))
                .collect(Collectors.joining("; "));

        assertSignsIn(page.issuer, huge.getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    @Test
    void cookiesWithOurNames_areTriedOneByOne() throws IOException {
        for (URI issuer : pages()) {
            Browser browser = new Browser(issuer);
            String state = browser.begin(Browser.crm());
            String name = browser.cookies.keySet().iterator().next();
            String junk = name + "=junk; " + name + "=\"\"; " + name + "=" + "A".repeat(400);

            assertThat(callback(browser, state, (junk + "; ").getBytes(StandardCharsets.US_ASCII), new byte[0]))
                    .startsWith("HTTP/1.1 303 ");
        }
    }

    @Test
    void sessionCookieOfSomebodyElse_hidesNotTheOneThatOpens() {
        Browser browser = new Browser(page.issuer);
        browser.signIn(Browser.crm(), code());
        String name = browser.sessionCookie();
        String own = browser.cookies.get(name);
        String junk = "A".repeat(43);

        browser.cookies.put(name, junk + "; " + name + "=" + own);
        assertThat(browser.authorize(Browser.crm()).body()).contains("continue");
        browser.cookies.put(name, own + "; " + name + "=" + junk);
        assertThat(browser.authorize(Browser.crm()).body()).contains("continue");
    }

    @Test
    void twoSessions_areNeither_andASignInStillWorks() {
        Browser browser = new Browser(page.issuer);
        browser.signIn(Browser.crm(), code());
        String name = browser.sessionCookie();
        String one = browser.cookies.get(name);
        Browser other = new Browser(page.issuer);
        other.signIn(Browser.crm(), code());
        String both = one + "; " + name + "=" + other.cookies.get(name);

        browser.cookies.put(name, both);
        Map<String, String> silent = Browser.crm();
        silent.put("prompt", "none");
        assertThat(Browser.parameters(Browser.location(browser.authorize(silent))))
                .containsEntry("error", "login_required");
        browser.cookies.put(name, both);
        assertThat(browser.signIn(Browser.crm(), code())).containsKey("code");
    }

    private static String code() {
        return "code" + CODES.incrementAndGet();
    }

    private static void assertSignsIn(URI issuer, byte[] before, byte[] after) throws IOException {
        Browser browser = new Browser(issuer);
        String fresh = raw(issuer, "/authorize?" + Browser.query(Browser.crm()), before, "", after);
        assertThat(fresh).startsWith("HTTP/1.1 200 ").contains("data-state=");
        String state = browser.begin(Browser.crm());

        assertThat(callback(browser, state, separated(before, true), separated(after, false)))
                .startsWith("HTTP/1.1 303 ")
                .contains("code=");
    }

    private static byte[] separated(byte[] cookies, boolean behind) {
        if (cookies.length == 0) {
            return cookies;
        }
        byte[] all = Arrays.copyOf(cookies, cookies.length + 2);
        if (behind) {
            all[cookies.length] = ';';
            all[cookies.length + 1] = ' ';
        } else {
            System.arraycopy(cookies, 0, all, 2, cookies.length);
            all[0] = ';';
            all[1] = ' ';
        }
        return all;
    }

    private static String callback(Browser browser, String state, byte[] before, byte[] after) throws IOException {
        String own = browser.cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return raw(browser.issuer(), "/wechat/callback?code=" + code() + "&state=" + state, before, own, after);
    }

    private static String raw(URI issuer, String path, byte[] before, String own, byte[] after) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), issuer.getPort())) {
            socket.setSoTimeout(120_000);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            List<byte[]> parts = new ArrayList<>();
            parts.add(("GET " + path + " HTTP/1.1\r\nHost: " + issuer.getRawAuthority()
                            + "\r\nConnection: close\r\nCookie: ")
                    .getBytes(StandardCharsets.US_ASCII));
            parts.add(before);
            parts.add(own.getBytes(StandardCharsets.US_ASCII));
            parts.add(after);
            parts.add("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (byte[] part : parts) {
                request.write(part);
            }
            OutputStream out = socket.getOutputStream();
            out.write(request.toByteArray());
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
