package dev.saoma.filter.container.app;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Registers endpoints by code, as Spring does, and as containers without a search for annotations require. */
public final class LateSockets implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        ServerContainer sockets = (ServerContainer) context.getAttribute("jakarta.websocket.server.ServerContainer");
        try {
            if (context.getInitParameter("socketsByCode") != null) {
                sockets.addEndpoint(SocketEndpoint.class);
                sockets.addEndpoint(ClerkSocketEndpoint.class);
            }
            sockets.addEndpoint(ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/ws-late")
                    .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
