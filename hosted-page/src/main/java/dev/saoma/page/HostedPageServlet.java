package dev.saoma.page;

import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.redis.RedisRefusedException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.SettingsException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The login page inside a Jakarta web application (Servlet 6.0 or later), under any path. Map it to everything below
 * that path, and let {@code issuer} in its settings end with the context path and that path:
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>login</servlet-name>
 *   <servlet-class>dev.saoma.page.HostedPageServlet</servlet-class>
 *   <init-param><param-name>config</param-name><param-value>/etc/saoma/page.yaml</param-value></init-param>
 *   <load-on-startup>1</load-on-startup>
 * </servlet>
 * <servlet-mapping><servlet-name>login</servlet-name><url-pattern>/login/*</url-pattern></servlet-mapping>
 * }</pre>
 *
 * {@code listen} is ignored here: the container listens.
 */
public final class HostedPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Pools pools;
    private transient @Nullable SettingsWatch watch;
    private transient @Nullable Management management;

    /** Called by the container, which calls {@link #init()} next. */
    public HostedPageServlet() {}

    HostedPageServlet(Pools pools) {
        this.pools = Objects.requireNonNull(pools, "pools");
    }

    /**
     * Reads the settings file that the init-param {@code config} names, and follows it when it changes.
     *
     * @throws ServletException if there is no such file, it has mistakes, or a key file cannot be used; the message lists all
     */
    @Override
    public void init() throws ServletException {
        if (pools != null) {
            return;
        }
        String config = getInitParameter("config");
        if (config == null || config.isBlank()) {
            throw new ServletException("The init-param \"config\" of " + getServletName()
                    + " is missing: name the YAML file of the page.");
        }
        try {
            SettingsFile file = new SettingsFile(Path.of(config.strip()), System.getenv());
            PageSettings settings = file.loadForUse();
            if (settings.console().isPresent()) {
                throw new ServletException("console: there is none inside another server. Remove it from " + config
                        + ", or run the page stand-alone, where the console has a listener of its own.");
            }
            Pools all = Pools.assemble(settings, Clock.systemUTC());
            try {
                management = new Management(settings.process().management(), all);
            } catch (UncheckedIOException e) {
                all.close();
                throw new ServletException(e.getCause().getMessage(), e);
            }
            watch = new SettingsWatch(file, settings, all).start();
            pools = all;
        } catch (SettingsException
                | KeyFileException
                | SubjectChangedException
                | RedisRefusedException
                | WrongClockException e) {
            throw new ServletException(e.getMessage(), e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Objects.requireNonNull(pools, "init() has not been called").service(request, response);
    }

    @Override
    public void destroy() {
        if (watch != null && pools != null) { // Otherwise they belong to the caller that passed them in.
            watch.close();
            Objects.requireNonNull(management, "init() has not been called").close();
            pools.close();
        }
    }
}
