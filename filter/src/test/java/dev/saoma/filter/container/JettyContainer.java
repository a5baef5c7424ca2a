package dev.saoma.filter.container;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty 9.4 (bare, without its annotations module), 11, and 12 (ee8 and ee10), both with it. Only the web application's class
 * has moved between them.
 */
final class JettyContainer implements Container {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final int port;

    JettyContainer() throws Exception {
        connector.setHost("127.0.0.1");
        connector.open();
        port = connector.getLocalPort();
        server.addConnector(connector);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void deploy(Path war, String contextPath) throws Exception {
        server.addBean(sessionFiles());
        Object application = first(
                "org.eclipse.jetty.ee10.webapp.WebAppContext",
                "org.eclipse.jetty.ee8.webapp.WebAppContext",
                "org.eclipse.jetty.webapp.WebAppContext");
        set(application, "ContextPath", String.class, contextPath.isEmpty() ? "/" : contextPath);
        set(application, "War", String.class, war.toAbsolutePath().toString());
        File folder = Files.createTempDirectory(Path.of("target"), "jetty").toFile();
        set(application, "TempDirectory", File.class, folder.getAbsoluteFile());
        set(application, "ThrowUnavailableOnStartupException", boolean.class, true);
        String leftOut = System.getProperty("saoma.container.leftOut");
        if (leftOut != null) {
            application
                    .getClass()
                    .getMethod("setAttribute", String.class, Object.class)
                    .invoke(application, "org.eclipse.jetty.containerInitializerExclusionPattern", leftOut);
        }
        server.setHandler(handler(application));
        addSocketsOfJetty9(application);
        try {
            server.start();
        } catch (Exception | LinkageError e) {
            server.stop();
            connector.close(); // or the open port would accept requests that never get a response
            throw e;
        }
    }

    // The one of ee8 is a handler of Jetty 9 inside one of Jetty 12.
    private static Handler handler(Object application) throws Exception {
        return application instanceof Handler
                ? (Handler) application
                : (Handler) application.getClass().getMethod("get").invoke(application);
    }

    // The others find them by themselves, with their annotations module.
    private static void addSocketsOfJetty9(Object application) throws Exception {
        Class<?> initializer;
        try {
            initializer = Class.forName(
                    "org.eclipse.jetty.websocket.jsr356.server.deploy.WebSocketServerContainerInitializer");
        } catch (ClassNotFoundException e) {
            return;
        }
        Class<?> context = Class.forName("org.eclipse.jetty.servlet.ServletContextHandler");
        initializer.getMethod("initialize", context).invoke(null, application);
    }

    private static Object sessionFiles() throws Exception {
        Object files = first(
                "org.eclipse.jetty.session.FileSessionDataStoreFactory",
                "org.eclipse.jetty.server.session.FileSessionDataStoreFactory");
        set(
                files,
                "StoreDir",
                File.class,
                Files.createTempDirectory(Path.of("target"), "sessions").toFile());
        return files;
    }

    /** Returns an instance of the first of these classes that this Jetty has. */
    private static Object first(String... names) throws Exception {
        for (String name : names) {
            try {
                return Class.forName(name).getConstructor().newInstance();
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        throw new ClassNotFoundException(String.join(", ", names));
    }

    private static void set(Object bean, String property, Class<?> type, Object value) throws Exception {
        bean.getClass().getMethod("set" + property, type).invoke(bean, value);
    }

    @Override
    public void restart() throws Exception {
        server.getHandler().stop();
        server.getHandler().start();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
