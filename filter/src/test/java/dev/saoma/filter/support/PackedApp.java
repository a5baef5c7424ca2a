package dev.saoma.filter.support;

import dev.saoma.filter.container.Container;
import dev.saoma.filter.container.War;
import dev.saoma.filter.test.TestProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packed WAR with the finished drop-in jar, deployed to a real container, and the provider it signs in at. */
public final class PackedApp implements AutoCloseable {
    /** Settings without {@code cookieKey}, as in the README: the key is derived from {@code clientSecret}. */
    public static final Map<String, String> DERIVED_KEY = Collections.singletonMap("cookieKey", null);

    public final TestProvider provider;
    public final Browser browser = new Browser();
    public final War war = new War();

    private final Container container;
    private final String contextPath;

    public PackedApp(String contextPath) throws Exception {
        this(contextPath, new TestProvider(Clock.systemUTC()), Container.start());
    }

    /** Creates another node, or another application, with an existing provider. */
    public PackedApp(String contextPath, TestProvider provider) throws Exception {
        this(contextPath, provider, Container.start(false));
    }

    /** Another application for the same container; it is to be {@linkplain #addWithReadmeSnippet added} before this is deployed. */
    public PackedApp beside(String otherContextPath) throws Exception {
        return new PackedApp(otherContextPath, provider, container);
    }

    /** Has the container send its session cookies as {@code SameSite=Strict}. */
    public PackedApp withStrictCookies() {
        container.useStrictCookies();
        return this;
    }

    private PackedApp(String contextPath, TestProvider provider, Container container) throws Exception {
        this.contextPath = contextPath;
        this.provider = provider;
        this.container = container;
    }

    /** Deploys with the filter of the README in web.xml, its four settings filled in. */
    public PackedApp deployWithReadmeSnippet() throws Exception {
        return deployWithReadmeSnippet(Map.of());
    }

    /** Does the same with more settings. */
    public PackedApp deployWithReadmeSnippet(Map<String, String> more) throws Exception {
        takeReadmeSnippet(more);
        return deploy();
    }

    /** Adds it to the container in the same way, to be deployed together with another one. */
    public PackedApp addWithReadmeSnippet(Map<String, String> more) throws Exception {
        takeReadmeSnippet(more);
        container.add(war.write(), contextPath);
        return this;
    }

    private void takeReadmeSnippet(Map<String, String> more) throws IOException {
        StringBuilder parameters = new StringBuilder(parameter("publicPaths", "/public/* /health *.css"));
        patient(more).forEach((name, value) -> parameters.append(parameter(name, value)));
        war.webXml("3.1", snippet().replace("</filter>", parameters + "</filter>"));
    }

    /** Returns the text of a saoma.properties with the four settings and more. */
    public String properties(Map<String, String> more) {
        StringBuilder text = new StringBuilder("# 客户管理\nissuer = " + provider.issuer() + "\nclientId = crm\nappUrl = "
                + url("") + "\nclientSecret = " + TestProvider.CLIENT_SECRET + "\npublicPaths = /public/* /health\n");
        patient(more)
                .forEach((name, value) ->
                        text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    /** Adds a longer timeout for a busy machine, and a key that need not be derived. */
    private static Map<String, String> patient(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("providerTimeout", "PT1M");
        settings.put("cookieKey", TestProvider.COOKIE_KEY);
        settings.putAll(more);
        settings.values().removeIf(Objects::isNull);
        return settings;
    }

    private static String parameter(String name, String value) {
        return "<init-param><param-name>" + name + "</param-name><param-value>" + value + "</param-value></init-param>";
    }

    /** Stops the application and starts it again in the same container, which keeps its sessions. */
    public void restart() throws Exception {
        container.restart();
    }

    public PackedApp deploy() throws Exception {
        container.deploy(war.write(), contextPath);
        return this;
    }

    /** Returns the README's snippet for web.xml with this application's own values. */
    public String snippet() throws IOException {
        Matcher snippet = Pattern.compile("<!-- tested: web.xml -->\\n```xml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        if (!snippet.find()) {
            throw new IllegalStateException("the README has no snippet marked web.xml");
        }
        return snippet.group(1)
                .replace("https://login.example.cn", provider.issuer())
                .replace("${env:CRM_SECRET}", TestProvider.CLIENT_SECRET)
                .replace("https://crm.example.cn", url(""));
    }

    public String contextPath() {
        return contextPath;
    }

    public int port() {
        return container.port();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + container.port() + contextPath + path;
    }

    /** Returns one of the counts calls, adminCalls, sessionsCreated, sessionsDestroyed since the start. */
    public int count(String name) {
        HttpResponse<String> page = new Browser().open(url("/public/counters"));
        return Integer.parseInt(Browser.value(page, name));
    }

    @Override
    public void close() {
        provider.close();
        container.close();
    }
}
