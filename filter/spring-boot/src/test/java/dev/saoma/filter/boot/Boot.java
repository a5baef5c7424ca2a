package dev.saoma.filter.boot;

import dev.saoma.filter.test.TestSignIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application of Spring Boot, whose {@code application.yml} is the documented one. */
final class Boot implements AutoCloseable {
    /** What Boot does by itself once Spring Security is on the class path, under the names of Boot 2 and 3, and of 4. */
    private static final String SECURITY = String.join(
            ",",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;
    private final ConfigurableApplicationContext context;

    private Boot(int port, ConfigurableApplicationContext context) {
        this.port = port;
        this.context = context;
    }

    /** Without Spring Security and Spring Session, as far as Boot is concerned. */
    static Boot plain(Class<?> application, TestSignIn signIn, String... properties) {
        List<String> all = new ArrayList<>(Arrays.asList(properties));
        all.add("spring.autoconfigure.exclude=" + SECURITY);
        return start(application, signIn, all.toArray(new String[0]));
    }

    static Boot start(Class<?> application, TestSignIn signIn, String... properties) {
        int port = freePort();
        List<String> all = new ArrayList<>(Arrays.asList(
                "server.address=127.0.0.1",
                "server.port=" + port,
                "spring.config.location=classpath:/crm/",
                "saoma.issuer=" + signIn.issuer(),
                "saoma.client-secret=" + signIn.settings("").get("clientSecret")));
        Arrays.stream(properties)
                .map(property -> property.replace("{origin}", "http://127.0.0.1:" + port))
                .forEach(all::add);
        if (all.stream().noneMatch(property -> property.startsWith("saoma.app-url="))) {
            all.add("saoma.app-url=http://127.0.0.1:" + port);
        }
        return new Boot(
                port,
                new SpringApplicationBuilder(application)
                        .bannerMode(Banner.Mode.OFF)
                        .run(all.stream().map(property -> "--" + property).toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    static HttpResponse<String> open(String url) throws Exception {
        return open(url, "");
    }

    static HttpResponse<String> open(String url, String cookies) throws Exception {
        HttpRequest.Builder request = request(url);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends the form that a page's button sends. */
    static void signOut(String url, String cookies) throws Exception {
        HttpRequest.Builder form = request(url).header("Cookie", cookies).POST(HttpRequest.BodyPublishers.noBody());
        CLIENT.send(form.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html,application/json");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
