package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distributions of the full matrix, by the names that {@code -Dcontainers} and the documentation use. */
public enum Distributions {
    TOMCAT_7("tomcat-7", "tomcat-7", "javax"),
    TOMCAT_8_5("tomcat-8.5", "tomcat-8.5", "javax"),
    TOMCAT_9("tomcat-9", "tomcat-9", "javax"),
    TOMCAT_10_1("tomcat-10.1", "tomcat-10.1", "jakarta"),
    TOMCAT_11("tomcat-11", "tomcat-11", "jakarta"),
    JETTY_9_4("jetty-9.4", "jetty-home-9", "javax"),
    JETTY_10("jetty-10", "jetty-home-10", "javax"),
    JETTY_11("jetty-11", "jetty-home-11", "jakarta"),
    JETTY_12_EE8("jetty-12-ee8", "jetty-home-12", "javax"),
    JETTY_12_EE10("jetty-12-ee10", "jetty-home-12", "jakarta"),
    WILDFLY_26("wildfly-26", "wildfly-dist-26", "javax"),
    WILDFLY_36("wildfly-36", "wildfly-dist-36", "jakarta"),
    LIBERTY_SERVLET_4("liberty-servlet-4.0", "openliberty-runtime-25", "javax"),
    LIBERTY_SERVLET_6("liberty-servlet-6.0", "openliberty-runtime-25", "jakarta"),
    GLASSFISH_7("glassfish-7", "glassfish-7", "jakarta"),
    PAYARA_6("payara-6", "payara-6", "jakarta");

    private static final Path FOLDER = Path.of("target", "distributions").toAbsolutePath();

    private final String name;
    private final String archive;
    private final String api;

    Distributions(String name, String archive, String api) {
        this.name = name;
        this.archive = archive;
        this.api = api;
    }

    /**
     * Returns those that system property {@code saoma.distributions} names, separated by commas; {@code all} for all.
     */
    public static List<Distributions> chosen() {
        List<String> names =
                List.of(System.getProperty("saoma.distributions", "").split(" *, *"));
        return Stream.of(values())
                .filter(each -> names.contains("all") || names.contains(each.name))
                .toList();
    }

    /** Returns {@code javax} or {@code jakarta}. */
    public String api() {
        return api;
    }

    /** Whether it has the servlet API that the filter needs, 3.1. */
    public boolean isSupported() {
        return this != TOMCAT_7;
    }

    /** Whether it loads the classes of an application before it makes the first initializer, which could name the right jar. */
    public boolean loadsClassesFirst() {
        return this == GLASSFISH_7 || this == PAYARA_6;
    }

    /** Returns the container's name and version, as in the name of its archive. */
    public String archiveName() throws IOException {
        return archive().getFileName().toString().replaceFirst("\\.zip$", "");
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches(archive + "[.-].*\\.zip"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no archive of " + name + " in " + FOLDER));
        }
    }

    /** Returns an unpacked copy, not yet started. */
    public Distribution open() throws IOException {
        Path zip = archive();
        Path home = Archive.unpack(zip, FOLDER.resolve(archiveName()));
        return switch (this) {
            case JETTY_9_4 ->
                new JettyDistribution(name, home, "--add-to-start=", "server,http,deploy,annotations,websocket");
            case JETTY_10 ->
                new JettyDistribution(name, home, "--add-modules=", "server,http,deploy,annotations,websocket-javax");
            case JETTY_11 ->
                new JettyDistribution(name, home, "--add-modules=", "server,http,deploy,annotations,websocket-jakarta");
            case JETTY_12_EE8 ->
                new JettyDistribution(
                        name, home, "--add-modules=", "server,http,ee8-deploy,ee8-annotations,ee8-websocket-javax");
            case JETTY_12_EE10 ->
                new JettyDistribution(
                        name,
                        home,
                        "--add-modules=",
                        "server,http,ee10-deploy,ee10-annotations,ee10-websocket-jakarta");
            case WILDFLY_26, WILDFLY_36 -> new WildFlyDistribution(name, home);
            case LIBERTY_SERVLET_4 -> new LibertyDistribution(name, home, "servlet-4.0", "websocket-1.1");
            case LIBERTY_SERVLET_6 -> new LibertyDistribution(name, home, "servlet-6.0", "websocket-2.1");
            case GLASSFISH_7, PAYARA_6 -> new GlassFishDistribution(name, home);
            default -> new TomcatDistribution(name, home);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
