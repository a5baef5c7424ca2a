package dev.saoma.filter.container;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Tomcat 9, 10.1 and 11: Catalina's own classes are the same in all three. */
final class TomcatContainer implements Container {
    private final Tomcat tomcat = new Tomcat();
    private Context context;
    private boolean strictCookies;

    TomcatContainer(boolean naming) throws Exception {
        Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
        Files.createDirectories(base.resolve("webapps"));
        tomcat.setBaseDir(base.toAbsolutePath().toString());
        tomcat.setPort(0);
        Connector connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        if (naming) {
            tomcat.enableNaming();
        }
        tomcat.init();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void useStrictCookies() {
        strictCookies = true;
    }

    @Override
    public void add(Path war, String contextPath) {
        ((StandardHost) tomcat.getHost()).setUnpackWARs(true);
        context = tomcat.addWebapp(contextPath, war.toAbsolutePath().toString());
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        context.setJarScanner(scanner);
        StandardManager sessions = new StandardManager();
        sessions.setPathname("SESSIONS.ser");
        context.setManager(sessions);
        context.setCrossContext(true);
        if (strictCookies) {
            Rfc6265CookieProcessor cookies = new Rfc6265CookieProcessor();
            cookies.setSameSiteCookies("strict");
            context.setCookieProcessor(cookies);
        }
    }

    @Override
    public void deploy(Path war, String contextPath) throws Exception {
        add(war, contextPath);
        tomcat.start();
        for (org.apache.catalina.Container each : tomcat.getHost().findChildren()) {
            if (each.getState() != LifecycleState.STARTED) {
                throw new IllegalStateException("Tomcat has not started the application " + each.getName());
            }
        }
    }

    @Override
    public void restart() {
        context.reload();
        if (context.getState() != LifecycleState.STARTED) {
            throw new IllegalStateException("Tomcat has not started the application again");
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
