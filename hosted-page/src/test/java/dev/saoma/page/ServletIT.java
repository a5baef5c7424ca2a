package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servlet in another web application, and the stand-alone page under a path. */
class ServletIT {
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @TempDir
    Path directory;

    @BeforeAll
    static void quieten() {
        TOMCAT.setLevel(Level.SEVERE);
    }

    @ParameterizedTest(name = "context {0}, mapping {1}")
    @CsvSource({"/portal, /login/*, /portal/login", "/portal, /, /portal", "/, /*, ''", "/, /a/b/*, /a/b"})
    void mountedServlet_signsIn(String context, String mapping, String issuerPath) throws Exception {
        Server server = new Server();
        try (WeChatStub wechat = new WeChatStub();
                ServerSocketChannel socket = PageUnderTest.free()) {
            URI issuer = URI.create("http://127.0.0.1:" + PageUnderTest.port(socket) + issuerPath);
            Path config = directory.resolve("page.yaml");
            Files.writeString(config, PageUnderTest.yaml(issuer, wechat.uri()));
            ServerConnector connector = new ServerConnector(server);
            connector.open(socket);
            server.addConnector(connector);
            ServletContextHandler handler = new ServletContextHandler(context);
            ServletHolder holder = new ServletHolder(HostedPageServlet.class);
            holder.setInitParameter("config", config.toString());
            handler.addServlet(holder, mapping);
            server.setHandler(handler);
            server.start();

            assertSignsIn(issuer);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest(name = "context {0}, mapping {1}")
    @CsvSource({"/portal, /login/*, /portal/login", "'', /, ''"})
    void servletInTomcat_signsIn(String context, String mapping, String issuerPath) throws Exception {
        Tomcat tomcat = new Tomcat();
        try (WeChatStub wechat = new WeChatStub()) {
            tomcat.setBaseDir(directory.toString());
            tomcat.setPort(0);
            Context web = tomcat.addContext(context, null);
            // The port is known only when Tomcat runs, and the page must know its issuer: so the servlet is added
            // later.
            tomcat.start();
            URI issuer = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + issuerPath);
            Path config = directory.resolve("page.yaml");
            Files.writeString(config, PageUnderTest.yaml(issuer, wechat.uri()));
            Wrapper servlet = Tomcat.addServlet(web, "login", HostedPageServlet.class.getName());
            servlet.addInitParameter("config", config.toString());
            servlet.addMapping(mapping);

            assertSignsIn(issuer);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    @Test
    void standAlonePage_worksUnderAPath() {
        try (PageUnderTest page = new PageUnderTest(directory, "/login", "")) {
            assertSignsIn(page.issuer);

            HttpResponse<String> withoutSlash = new Browser(page.issuer).get("");
            assertThat(withoutSlash.statusCode()).isEqualTo(200);
            assertThat(withoutSlash.body()).contains("data-page=\"home\"");
            URI root = URI.create("http://" + page.issuer.getRawAuthority());
            HttpResponse<String> outside = new Browser(root).get("/authorize");
            assertThat(outside.statusCode()).isEqualTo(404);
            assertThat(outside.headers().firstValue("X-Frame-Options")).contains("DENY");
        }
    }

    private static void assertSignsIn(URI issuer) {
        Browser browser = new Browser(issuer);
        HttpResponse<String> login = browser.authorize(Browser.crm());
        assertThat(login.statusCode()).isEqualTo(200);
        Matcher asset = Pattern.compile("\"(" + issuer.getRawPath() + "(/assets/[^\"]+))\"")
                .matcher(login.body());
        assertThat(asset.find()).isTrue();
        assertThat(browser.get(asset.group(2)).statusCode()).isEqualTo(200);

        assertThat(browser.get("/").body())
                .contains("data-page=\"home\"", "href=\"" + issuer.getRawPath() + "/logout\"");

        Map<String, String> answer = browser.signIn(Browser.crm(), "c1");
        assertThat(answer).containsEntry("iss", issuer.toString());
        assertThat(browser.token(answer.get("code")).statusCode()).isEqualTo(200);
    }

    @Test
    void missingConfig_isNamed() {
        assertThat(startupFailure("")).hasMessageContaining("init-param \"config\"");
        assertThat(startupFailure(directory.resolve("no.yaml").toString())).hasMessageContaining("no.yaml");
    }

    private static Throwable startupFailure(String config) {
        ServletContextHandler handler = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(HostedPageServlet.class);
        holder.setInitParameter("config", config);
        holder.setInitOrder(1);
        handler.addServlet(holder, "/*");
        Server server = new Server();
        server.setHandler(handler);
        try {
            return catchThrowableOfType(ServletException.class, server::start);
        } finally {
            LifeCycle.stop(server);
        }
    }
}
