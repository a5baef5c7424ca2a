package dev.saoma.filter.container;

import java.nio.file.Path;

/** A real servlet container on a loopback port of its own, for one application. */
public interface Container extends AutoCloseable {
    /** The one that this run is for, as system property {@code saoma.container} says; it listens already. */
    static Container start() throws Exception {
        return start(true);
    }

    /**
     * The same, one of several in this process.
     *
     * @param naming whether it has JNDI, of which Tomcat can have one in a process
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
     * @throws Exception if the application does not start, with the application's own reason in it where the container
     *     hands it out
     */
    void deploy(Path war, String contextPath) throws Exception;

    /**
     * Ends the deployed application and starts it again, with new class loaders. Sessions are written out and read again, as
     * each container does it by its own means.
     */
    void restart() throws Exception;

    @Override
    void close();
}
