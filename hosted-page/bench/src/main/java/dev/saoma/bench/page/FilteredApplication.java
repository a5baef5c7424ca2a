package dev.saoma.bench.page;

import dev.saoma.filter.LoginFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application with the drop-in filter, whose address is known before it starts. */
final class FilteredApplication implements AutoCloseable {
    private static final Pattern STATE = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"");

    private final Server server = new Server();
    private final URI uri;

    FilteredApplication() throws IOException {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.open();
        server.addConnector(connector);
        uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    URI uri() {
        return uri;
    }

    void start(URI issuer) throws Exception {
        FilterHolder filter = new FilterHolder(LoginFilter.class);
        filter.setAsyncSupported(true);
        filter.setInitParameters(Map.of(
                "issuer",
                issuer.toString(),
                "clientId",
                "crm",
                "clientSecret",
                Visitor.SECRET,
                "appUrl",
                uri.toString()));
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new UserName()), "/*");
        server.setHandler(context);
        server.start();
    }

    private static final class UserName extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getOutputStream().print(request.getRemoteUser());
        }
    }

    /** Signs the next person in, in a browser of their own. */
    SignedIn signIn(URI issuer) throws Exception {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<String> login = get(browser, uri);
        Matcher state = STATE.matcher(login.body());
        if (!state.find()) {
            throw new IllegalStateException("expected a login page, got " + login.statusCode() + " " + login.body());
        }
        String scan = "/wechat/callback?code=scan-" + state.group(1) + "&state=" + state.group(1);
        HttpResponse<String> page = get(browser, URI.create(issuer + scan));
        SignedIn person =
                new SignedIn(HttpClient.newBuilder().cookieHandler(cookies).build(), page.body());
        if (page.statusCode() != 200 || !person.isSignedIn()) {
            throw new IllegalStateException("expected a user, got " + page.statusCode() + " " + page.body());
        }
        return person;
    }

    /** A person who has signed in. */
    final class SignedIn {
        private final HttpClient browser;
        private final String subject;

        private SignedIn(HttpClient browser, String subject) {
            this.browser = browser;
            this.subject = subject;
        }

        String subject() {
            return subject;
        }

        /** Whether the application still knows this browser's user. */
        boolean isSignedIn() throws Exception {
            HttpResponse<String> page = get(browser, uri);
            return page.statusCode() == 200 && page.body().equals(subject);
        }
    }

    private static HttpResponse<String> get(HttpClient browser, URI uri) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(uri)
                        .header("Accept", "text/html")
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no less.
            throw new IllegalStateException("The application did not stop.", e);
        }
    }
}
