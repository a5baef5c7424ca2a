package dev.saoma.filter.container;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * A packed WAR with the test application and the finished drop-in jar that system property {@code saoma.dropIn} names. For
 * the javax jar the application's class files are renamed to javax.servlet, so both are one source.
 */
public final class War {
    private static final String SESSION_LIBRARIES =
            "(spring-|shiro-|micrometer-|slf4j-api|commons-(beanutils|collections|logging)|encoder-).*\\.jar";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private String always = "";
    private final Path dropIn;

    public War() throws IOException {
        this(Path.of(System.getProperty("saoma.dropIn")));
    }

    /** @param dropIn the finished drop-in jar */
    public War(Path dropIn) throws IOException {
        this.dropIn = dropIn;
        files.put("WEB-INF/lib/" + dropIn.getFileName(), Files.readAllBytes(dropIn));
        addClass("Application");
        addClass("OldFramework");
        addClass("SessionCounter");
        webXml("3.1", "");
    }

    /** Uses the drop-in jar for the other kind of container, as users do by mistake. */
    public War withJarOfOtherContainers() throws IOException {
        String name = dropIn.getFileName().toString();
        String other = name.endsWith("-javax.jar")
                ? name.replace("-javax.jar", "-jakarta.jar")
                : name.replace("-jakarta.jar", "-javax.jar");
        files.remove("WEB-INF/lib/" + name);
        files.put("WEB-INF/lib/" + other, Files.readAllBytes(dropIn.resolveSibling(other)));
        return this;
    }

    /**
     * Adds WebSocket endpoints: two with annotations and one by code; all by code where the container does not look for
     * annotations.
     */
    public War withSockets() throws IOException {
        addClass("SocketEndpoint");
        addClass("ClerkSocketEndpoint");
        addClass("LateSockets");
        boolean byCode = List.of("jetty-9.4", "undertow").contains(System.getProperty("saoma.container"));
        always = (byCode
                        ? "<context-param><param-name>socketsByCode</param-name><param-value>yes</param-value></context-param>"
                        : "")
                + listener("dev.saoma.filter.container.app.LateSockets");
        return webXml("3.1", "");
    }

    /** Adds a filter that is mapped in front of all others by code. */
    public War withLateFilter(boolean byInitializer) throws IOException {
        addClass("LateFilter");
        addClass("LateFilter$Initializer");
        addClass("LateFilter$Listener");
        String name = "dev.saoma.filter.container.app.LateFilter";
        return byInitializer
                ? add(
                        "WEB-INF/classes/META-INF/services/" + api() + ".servlet.ServletContainerInitializer",
                        name + "$Initializer")
                : always(listener(name + "$Listener"));
    }

    /** Adds WebSockets of Jetty's own API, opened by code at several times. */
    public War withNativeSockets() throws IOException {
        addClass("NativeSockets");
        addClass("NativeSockets$Listener");
        String name = "dev.saoma.filter.container.app.NativeSockets";
        return always(listener(name + "$Listener")
                        + servlet("at-start", name, "<load-on-startup>1</load-on-startup>")
                        + servlet("later", name, ""))
                .webXml("3.1", "");
    }

    private static String servlet(String servlet, String type, String more) {
        String name = "<servlet-name>" + servlet + "</servlet-name>";
        return "<servlet>" + name + "<servlet-class>" + type + "</servlet-class>" + more + "</servlet><servlet-mapping>"
                + name + "<url-pattern>/public/" + servlet + "</url-pattern></servlet-mapping>";
    }

    private static String listener(String type) {
        return "<listener><listener-class>" + type + "</listener-class></listener>";
    }

    private String api() {
        return dropIn.getFileName().toString().endsWith("-javax.jar") ? "javax" : "jakarta";
    }

    /** Adds elements to each web.xml that is written after this, in front of everything else. */
    public War always(String more) {
        always += more;
        return this;
    }

    /**
     * Adds Spring Session, Spring Security and Shiro with the application's filters that use them, to be declared.
     *
     * @param library that one which the application has, which is found and called where it registers itself
     */
    public War withSessionLibraries(String library) throws IOException {
        addClass("SpringSessions");
        addClass("SpringLogout");
        addClass("ShiroSessions");
        if (library.startsWith("SpringSessionsByCode")) {
            addClass(library);
        }
        if (library.equals("SpringSessionsByCode")) {
            addClass("SpringSessionsByCode$Sessions");
        }
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(path);
            if (jar.getFileName().toString().matches(SESSION_LIBRARIES)) {
                files.put("WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
            }
        }
        return this;
    }

    /** Adds a library that wraps requests in the dispatches in which its own filter is called: only in these. */
    public War withSecurityLibrary(String... dispatchers) throws IOException {
        addClass("SecurityLibrary");
        addClass("SecurityLibrary$Wrapper");
        addClass("SecurityLibrary$Authenticated");
        String name = "<filter-name>SecurityLibrary</filter-name>";
        return always("<filter>" + name
                + "<filter-class>dev.saoma.filter.container.app.SecurityLibrary</filter-class>"
                + "<async-supported>true</async-supported></filter><filter-mapping>" + name
                + "<url-pattern>/*</url-pattern><dispatcher>"
                + String.join("</dispatcher><dispatcher>", dispatchers) + "</dispatcher></filter-mapping>");
    }

    /** Writes the application's own web.xml, with more elements at its end. */
    public War webXml(String version, String more) throws IOException {
        try (InputStream in = War.class.getResourceAsStream("web.xml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String namespace =
                    version.equals("2.4") ? "http://java.sun.com/xml/ns/j2ee" : "http://xmlns.jcp.org/xml/ns/javaee";
            add(
                    "WEB-INF/web.xml",
                    text.replace("@namespace@", namespace)
                            .replace("@version@", version)
                            .replace("<!-- more -->", always + more));
        }
        return this;
    }

    /** Adds the WebSocket endpoint of the test application. */
    public War withEndpoint() throws IOException {
        addClass("Chat");
        return this;
    }

    /** Puts all jars of a folder beside the drop-in jar. */
    public War withLibraries(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                files.put("WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
            }
        }
        return this;
    }

    public War add(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Path write() throws IOException {
        Path war = Files.createTempFile(Path.of("target"), "matrix", ".war");
        try (OutputStream out = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return war;
    }

    // By name: this class loader may lack the servlet API that it was compiled with.
    private void addClass(String simpleName) throws IOException {
        String name = "dev/saoma/filter/container/app/" + simpleName + ".class";
        try (InputStream in = War.class.getClassLoader().getResourceAsStream(name)) {
            byte[] bytes = in.readAllBytes();
            files.put("WEB-INF/classes/" + name, api().equals("javax") ? renamed(bytes) : bytes);
        }
    }

    private static byte[] renamed(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        Remapper toJavax = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                return name.startsWith("jakarta/servlet/") || name.startsWith("jakarta/websocket/")
                        ? "javax" + name.substring("jakarta".length())
                        : name;
            }

            @Override
            public Object mapValue(Object value) {
                return value instanceof String text
                        ? text.replaceAll("jakarta\\.(servlet|websocket)\\.", "javax.$1.")
                        : super.mapValue(value);
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(writer, toJavax), 0);
        return writer.toByteArray();
    }
}
