package dev.saoma.page;

import dev.saoma.page.console.Console;
import dev.saoma.page.server.PageServer;
import dev.saoma.page.settings.Listen;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console on a listener of its own, which serves nothing of the login page. */
final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    private final Console console;
    private final PageServer server;

    private ConsoleServer(Console console, PageServer server) {
        this.console = console;
        this.server = server;
    }

    /**
     * Starts the console's listener.
     *
     * @param socket a bound socket; null to listen on the address in the settings
     * @throws IOException if the address cannot be listened on
     */
    static ConsoleServer start(Console console, Listen listen, @Nullable ServerSocketChannel socket)
            throws IOException {
        Servlet servlet = new Servlet(console);
        try {
            PageServer server = socket == null
                    ? PageServer.start(servlet, "", listen.host(), listen.port())
                    : PageServer.start(servlet, "", socket);
            LOG.info("console listens on {}", server.address());
            return new ConsoleServer(console, server);
        } catch (IOException | RuntimeException e) {
            console.close();
            throw e;
        }
    }

    private static final class Servlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient Console console;

        Servlet(Console console) {
            this.console = console;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            console.service(request, response);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            console.close();
        }
    }
}
