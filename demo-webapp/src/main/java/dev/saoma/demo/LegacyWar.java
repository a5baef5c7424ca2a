package dev.saoma.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The legacy WAR in a servlet container, as its operator would run it: the packed file, with the values that differ from host
 * to host in place of those in its {@code web.xml}.
 */
public final class LegacyWar implements AutoCloseable {
    static final String CONTEXT_PATH = "/crm";

    private final Server server;
    private final Path overrides;

    private LegacyWar(Server server, Path overrides) {
        this.server = server;
        this.overrides = overrides;
    }

    /** Returns the public URL of the application on this socket, without a trailing slash. */
    public static URI url(ServerSocketChannel socket) {
        return URI.create("http://localhost:" + Loopback.port(socket) + CONTEXT_PATH);
    }

    /**
     * Deploys the WAR and returns when it responds.
     *
     * @param war the packed file
     * @param socket where to listen; closed with the application
     * @param filterSettings values that replace the filter's init-params
     * @param admins user ids that may open the admin area, separated by spaces
     * @throws Exception if the container or the application does not start
     */
    public static LegacyWar start(
            Path war, ServerSocketChannel socket, Map<String, String> filterSettings, String admins) throws Exception {
        return start(war, socket, filterSettings, admins, "", new Handler.Sequence());
    }

    /** Deploys the WAR; scripts at {@code shopOrigin} may call its API, and {@code root} handles requests outside of it. */
    static LegacyWar start(
            Path war,
            ServerSocketChannel socket,
            Map<String, String> filterSettings,
            String admins,
            String shopOrigin,
            Handler root)
            throws Exception {
        Path overrides = Files.createTempFile("saoma-demo", ".xml");
        Files.writeString(overrides, overrideDescriptor(filterSettings, admins, shopOrigin));
        WebAppContext application = new WebAppContext();
        application.setContextPath(CONTEXT_PATH);
        application.setWar(war.toAbsolutePath().toString());
        application.setOverrideDescriptor(overrides.toString());
        application.setThrowUnavailableOnStartupException(true);

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.open(socket);
        server.addConnector(connector);
        server.setHandler(new Handler.Sequence(application, root));
        server.start();
        return new LegacyWar(server, overrides);
    }

    @Override
    public void close() throws IOException {
        LifeCycle.stop(server);
        Files.deleteIfExists(overrides);
    }

    private static String overrideDescriptor(Map<String, String> filterSettings, String admins, String shopOrigin) {
        StringBuilder settings = new StringBuilder();
        new TreeMap<>(filterSettings)
                .forEach((name, value) -> settings.append("<init-param><param-name>")
                        .append(name)
                        .append("</param-name><param-value>")
                        .append(xml(value))
                        .append("</param-value></init-param>"));
        return """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0" metadata-complete="true">
                  <context-param><param-name>admins</param-name><param-value>%s</param-value></context-param>
                  <context-param><param-name>shopOrigin</param-name><param-value>%s</param-value></context-param>
                  <filter><filter-name>saoma</filter-name>%s</filter>
                </web-app>
                """.formatted(xml(admins), xml(shopOrigin), settings);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
