package dev.saoma.filter.support;

import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** An application whose filters each test maps itself, for what can be wrong with mappings. */
public final class MappedApp implements AutoCloseable {
    public final AtomicInteger calls = new AtomicInteger();
    public final ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);

    private final Server server = new Server();
    private final int port;
    private final Map<String, String> settings = new LinkedHashMap<>();

    public MappedApp(TestProvider provider) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.open();
        port = connector.getLocalPort();
        server.addConnector(connector);
        settings.put("issuer", provider.issuer());
        settings.put("clientId", TestProvider.CLIENT_ID);
        settings.put("clientSecret", TestProvider.CLIENT_SECRET);
        settings.put("cookieKey", TestProvider.COOKIE_KEY);
        settings.put("appUrl", url(""));
        settings.put("doctor", "127.0.0.1");
        settings.put("providerTimeout", "PT1M"); // A busy machine may need it.
        context.addServlet(new ServletHolder(new Application()), "/*");
    }

    public MappedApp set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Adds the filter under these patterns. */
    public MappedApp mapped(String name, String... patterns) {
        return add(name, new LoginFilter(), patterns);
    }

    public MappedApp add(String name, Filter filter, String... patterns) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setName(name);
        holder.setAsyncSupported(true);
        if (filter instanceof LoginFilter) {
            settings.forEach(holder::setInitParameter);
        }
        for (String pattern : patterns) {
            context.addFilter(holder, pattern, EnumSet.of(DispatcherType.REQUEST));
        }
        return this;
    }

    public MappedApp start() throws Exception {
        server.setHandler(context);
        server.start();
        return this;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Returns the doctor's page as plain text. */
    public String doctor() {
        return new Browser()
                .send("GET", url("/saoma/doctor"), null, "Accept-Language", "en")
                .body();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            calls.incrementAndGet();
            response.getWriter().print("user=" + request.getRemoteUser());
        }
    }
}
