package dev.saoma.filter.container;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.util.InMemorySessionPersistence;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Undertow by itself. It cannot read a WAR, which WildFly does for it, so {@link UndertowWar} stands in for WildFly.
 */
final class UndertowContainer implements Container {
    private final PathHandler paths = Handlers.path();
    private final Undertow server =
            Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(paths).build();

    private final InMemorySessionPersistence sessions = new InMemorySessionPersistence();
    private DeploymentManager deployment;
    private String path;
    private Path file;

    UndertowContainer() {
        server.start();
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void deploy(Path war, String contextPath) throws Exception {
        path = contextPath.isEmpty() ? "/" : contextPath;
        file = war;
        DeploymentInfo info = UndertowWar.read(war)
                .setContextPath(path)
                .setDeploymentName("war")
                .setSessionPersistenceManager(sessions);
        deployment = ServletContainer.Factory.newInstance().addDeployment(info);
        deployment.deploy();
        paths.addPrefixPath(path, deployment.start());
    }

    @Override
    public void restart() throws Exception {
        paths.removePrefixPath(path);
        deployment.stop();
        deployment.undeploy();
        deploy(file, path.equals("/") ? "" : path);
    }

    @Override
    public void close() {
        try {
            if (deployment != null && deployment.getState() == DeploymentManager.State.STARTED) {
                deployment.stop();
            }
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        server.stop();
    }
}
