package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.e2e.support.ServerProcess;
import dev.saoma.e2e.support.Sites;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A Tomcat 9 in a process of its own, with nothing but Tomcat on its class path, and an application in it that was compiled for
 * Java 8 against {@code javax.servlet}: its page {@code /orders} shows the user.
 */
final class BareTomcat implements AutoCloseable {
    private static final String SERVER_XML = """
            <Server port="-1">
              <Service name="Catalina">
                <Connector port="%d" address="127.0.0.1" protocol="HTTP/1.1" />
                <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
                  <Host name="localhost" appBase="webapps" autoDeploy="true" />
                </Engine>
              </Service>
            </Server>
            """;
    /** The part of Tomcat's conf/web.xml without which no filter is called where no servlet is mapped. */
    private static final String WEB_XML = """
            <web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
              <servlet>
                <servlet-name>default</servlet-name>
                <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
              </servlet>
              <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
            </web-app>
            """;

    private static final String SERVLET = """
            import java.io.IOException;
            import javax.servlet.http.HttpServlet;
            import javax.servlet.http.HttpServletRequest;
            import javax.servlet.http.HttpServletResponse;

            public class Orders extends HttpServlet {
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    Runnable old = () -> log("asked for " + request.getQueryString());
                    old.run();
                    response.setContentType("text/html;charset=UTF-8");
                    response.getWriter().print("<p id=\\"user\\">" + request.getRemoteUser() + "<p id=\\"principal\\">"
                            + request.getUserPrincipal().getName());
                }
            }
            """;
    private static final String SERVLET_XML = """
            <servlet><servlet-name>orders</servlet-name><servlet-class>Orders</servlet-class></servlet>
            <servlet-mapping><servlet-name>orders</servlet-name><url-pattern>/orders</url-pattern></servlet-mapping>
            """;

    private final Path folder;
    private final ServerProcess process;

    private BareTomcat(Path folder, ServerProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it without an application.
     *
     * @param folder an empty folder for its files
     * @param port to listen on; 0 means any
     * @param environment additional variables for its process
     */
    static BareTomcat start(Path folder, int port, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder.resolve("webapps"));
        Files.createDirectories(folder.resolve("temp"));
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/server.xml"), SERVER_XML.formatted(port));
        Files.writeString(folder.resolve("conf/web.xml"), WEB_XML);
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jars(),
                        "-Dcatalina.base=" + folder,
                        "-Dcatalina.home=" + folder,
                        "-Djava.io.tmpdir=" + folder.resolve("temp"),
                        "org.apache.catalina.startup.Tomcat",
                        "--await")
                .directory(folder.toFile());
        command.environment().put("SAOMA_PROVIDER_TIMEOUT", Sites.PROVIDER_TIMEOUT);
        command.environment().putAll(environment);
        return new BareTomcat(folder, ServerProcess.start(command));
    }

    /** Returns the port that it listens on, which it names in its log. */
    int port() {
        return Integer.parseInt(process.awaitOutput(Pattern.compile("http-nio-[^\"]*auto-\\d+-(\\d+)\"")));
    }

    /**
     * Puts the application into {@code webapps} and returns when its filter requires a sign-in.
     *
     * @param context its name there, such as {@code crm}
     * @param filter what is pasted into its {@code web.xml}
     * @param orders address of its page
     */
    void deploy(String context, String filter, URI orders) throws IOException {
        Path war = folder.resolve(context + ".war");
        Path dropIn = only(Path.of("target", "drop-in-javax"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
            zip.write(("<web-app xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"3.1\">" + filter + SERVLET_XML
                            + "</web-app>")
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("WEB-INF/classes/Orders.class"));
            Files.copy(compiledForJava8(), zip);
            zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + dropIn.getFileName()));
            Files.copy(dropIn, zip);
        }
        Files.move(war, folder.resolve("webapps/" + context + ".war"), StandardCopyOption.ATOMIC_MOVE);
        process.awaitStatus(302, orders);
    }

    private Path compiledForJava8() throws IOException {
        Path source = Files.writeString(folder.resolve("Orders.java"), SERVLET);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed =
                compiler.run(null, null, null, "--release", "8", "-Xlint:-options", "-cp", jars(), source.toString());
        assertThat(failed).isZero();
        Path compiled = folder.resolve("Orders.class");
        try (DataInputStream in = new DataInputStream(Files.newInputStream(compiled))) {
            in.readInt();
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).as("class file of Java 8").isEqualTo(52);
        }
        return compiled;
    }

    private static String jars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "tomcat-9"))) {
            List<String> paths =
                    jars.map(jar -> jar.toAbsolutePath().toString()).toList();
            assertThat(paths).hasSize(2);
            return paths.stream().collect(Collectors.joining(System.getProperty("path.separator")));
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
