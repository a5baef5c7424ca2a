package dev.saoma.bench;

import dev.saoma.filter.LoginFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apereo.cas.client.authentication.AuthenticationFilter;

/**
 * The start of a web application in an embedded Tomcat, in a process of its own: what a filter adds to it. What Tomcat and a
 * filter that does nothing need by themselves is in the baseline.
 *
 * @param cpuMillis processor time of the thread that starts the application
 * @param classes loaded by the whole process
 * @param residentKilobytes memory of the whole process afterwards; 0 where the system does not report it
 */
record Start(long cpuMillis, long classes, long residentKilobytes) {
    static final List<String> PEERS = List.of("none", "saoma", "cas", "pac4j");

    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "saoma",
            Map.of(
                    "issuer", "http://127.0.0.1:9",
                    "clientId", LocalProvider.CLIENT_ID,
                    "clientSecret", LocalProvider.CLIENT_SECRET,
                    "appUrl", FakeRequest.APP),
            "cas",
            Map.of("casServerLoginUrl", "https://login.example.com/login", "serverName", "http://localhost:8080"));

    /** Starts an application with the filter that the argument names, and prints what it took. */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        Path base = Files.createTempDirectory("start");
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context application = tomcat.addContext(FakeRequest.CONTEXT, base.toString());
        Tomcat.addServlet(application, "page", new Page()).addMapping("/");
        map(application, "nothing", Nothing.class, Map.of());
        if (arguments[0].equals("saoma")) {
            map(application, "saoma", LoginFilter.class, SETTINGS.get("saoma"));
        } else if (arguments[0].equals("cas")) {
            map(application, "cas", AuthenticationFilter.class, SETTINGS.get("cas"));
        } else if (arguments[0].equals("pac4j")) {
            map(application, "pac4j", Pac4jPeer.Login.class, Map.of());
        }
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        tomcat.start();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        Check.that(application.getState().isAvailable(), "the application has started");
        System.out.println("start " + cpu / 1_000_000 + " "
                + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() + " " + resident());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void map(
            Context application, String name, Class<? extends Filter> type, Map<String, String> settings) {
        FilterDef filter = new FilterDef();
        filter.setFilterName(name);
        filter.setFilterClass(type.getName());
        filter.setAsyncSupported("true");
        settings.forEach(filter::addInitParameter);
        application.addFilterDef(filter);
        FilterMap all = new FilterMap();
        all.setFilterName(name);
        all.addURLPattern("/*");
        application.addFilterMap(all);
    }

    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** Returns the medians of that many processes, by peer. */
    static Map<String, Start> measure(int processes) throws IOException, InterruptedException {
        Map<String, List<Start>> all = new TreeMap<>();
        for (int round = 0; round < processes; round++) {
            for (String peer : PEERS) {
                all.computeIfAbsent(peer, one -> new ArrayList<>()).add(once(peer));
            }
        }
        Map<String, Start> medians = new TreeMap<>();
        all.forEach((peer, starts) -> medians.put(
                peer,
                new Start(
                        median(starts, Start::cpuMillis),
                        median(starts, Start::classes),
                        median(starts, Start::residentKilobytes))));
        return medians;
    }

    private static long median(List<Start> starts, ToLongFunction<Start> what) {
        List<Long> values =
                new ArrayList<>(starts.stream().mapToLong(what).boxed().toList());
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static Start once(String peer) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName(),
                        peer)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] numbers = output.strip().split(" ");
        Check.that(
                numbers.length == 4 && numbers[0].equals("start"),
                "an application with " + peer + " starts: " + output);
        return new Start(Long.parseLong(numbers[1]), Long.parseLong(numbers[2]), Long.parseLong(numbers[3]));
    }

    /** A filter in every application, so that the baseline includes the container's support for filters. */
    public static final class Nothing implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }

    private static final class Page extends GenericServlet {
        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) {}
    }
}
