package dev.saoma.filter.container;

import java.nio.file.Path;

/** A real servlet container on a loopback port of its own, for one application. */
public interface Container extends AutoCloseable {
    /** Starts the container that system property {@code saoma.container} names; it listens on return. */
    static Container start() throws Exception {
        return start(true);
    }

    /**
     * Starts one of several containers in this process.
     *
     * @param naming whether it has JNDI, which only one Tomcat in a process can have
     */
    static Container start(boolean naming) throws Exception {
        String name = System.getProperty("saoma.container", "none");
        String family = name.replaceAll("-.*", "");
        switch (family) {
            case "tomcat":
                return new TomcatContainer(naming);
            case "jetty":
                return new JettyContainer();
            case "undertow":
                return new UndertowContainer();
            default:
                throw new IllegalStateException("saoma.container names no container: " + name);
        }
    }

    int port();

    /**
     * Deploys a packed WAR.
     *
     * @param contextPath empty for the root context
     * @throws Exception if the application does not start, with the application's own reason if the container passes it on
     */
    void deploy(Path war, String contextPath) throws Exception;

    /**
     * Adds a packed WAR that is deployed together with the next one; each may dispatch to the other.
     *
     * @throws UnsupportedOperationException if this container is not set up for it
     */
    default void add(Path war, String contextPath) throws Exception {
        throw new UnsupportedOperationException("one application");
    }

    /**
     * Makes all session cookies {@code SameSite=Strict}, by a setting of the container that no interface exposes.
     *
     * @throws UnsupportedOperationException if this container is not set up for it
     */
    default void useStrictCookies() {
        throw new UnsupportedOperationException("cookies as they are");
    }

    /**
     * Stops the deployed application and starts it again, with new class loaders. Each container saves and restores sessions by
     * its own means.
     */
    void restart() throws Exception;

    @Override
    void close();
}
