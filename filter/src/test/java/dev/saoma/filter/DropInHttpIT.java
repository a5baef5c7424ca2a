package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.saoma.filter.support.ConnectProxy;
import dev.saoma.filter.support.Keytool;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Outbound calls made by the classes of the finished jar, with none of the libraries beside it: none of them needs what was
 * left out of the jar.
 */
class DropInHttpIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static HttpServer plain;
    private static HttpsServer secure;
    private static ConnectProxy proxy;
    private static URLClassLoader jar;

    @BeforeAll
    static void start() throws Exception {
        jar = new URLClassLoader(new URL[] {dropIn().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        plain = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        plain.createContext("/", DropInHttpIT::answer);
        plain.start();
        Path keys = folder.resolve("keys.p12");
        keytool("-genkeypair", "-keystore", keys.toString(), "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        secure = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(serverContext(keys)));
        secure.createContext("/", DropInHttpIT::answer);
        secure.start();
        proxy = new ConnectProxy(port(secure));
    }

    @AfterAll
    static void stop() throws IOException {
        plain.stop(0);
        secure.stop(0);
        proxy.close();
        jar.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 401, 407, 503})
    void plainCall_isAnswered(int status) throws Exception {
        assertThat(status(get("http://127.0.0.1:" + plain.getAddress().getPort() + "/" + status)))
                .isEqualTo(status);
    }

    @Test
    void form_isPosted() throws Exception {
        assertThat(text(post("http://127.0.0.1:" + plain.getAddress().getPort() + "/form", Map.of("code", "a&b 中"))))
                .isEqualTo("POST code=a%26b+%E4%B8%AD");
    }

    @Test
    @DisplayName("a certificate of an unknown authority is refused")
    void strangersCertificate_isRefused() {
        assertThat(catchThrowable(() -> get("https://localhost:" + port(secure) + "/200")))
                .hasMessageContaining(
                        "/200: SSLHandshakeException: the certificate is signed by no authority that this Java trusts")
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    @ParameterizedTest
    @DisplayName("a certificate that Java's own trust store vouches for is taken for its own name only")
    @CsvSource({"localhost, true", "127.0.0.1, false"})
    void trustedCertificate_isTakenForItsName(String host, boolean taken) {
        Throwable failure = trusting(() ->
                catchThrowable(() -> assertThat(status(get("https://" + host + ":" + port(secure) + "/200")))
                        .isEqualTo(200)));

        if (taken) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure).hasMessageEndingWith("/200: SSLHandshakeException");
            assertThat(failure).rootCause().hasMessageContaining("No subject alternative names matching");
        }
    }

    @Test
    @DisplayName("the JVM's proxy settings count, with CONNECT where the call is https")
    void proxy_isUsed() {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new Always(proxy.address()));
        try {
            Throwable failure = trusting(() -> catchThrowable(() -> {
                assertThat(status(get("http://plain.invalid/200"))).isEqualTo(200);
                assertThat(status(get("https://localhost:" + port(secure) + "/200")))
                        .isEqualTo(200);
            }));
            assertThat(failure).isNull();
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(proxy.seen())
                .contains("GET http://plain.invalid/200 HTTP/1.1", "CONNECT localhost:" + port(secure) + " HTTP/1.1");
    }

    @Test
    @DisplayName("outboundProxy and outboundCa, with the classes of the jar")
    void proxyAndAuthorityOfSettings_areUsed() throws Exception {
        KeyStore store = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        try (ConnectProxy tunnel = new ConnectProxy(port(secure))) {
            Class<?> route = jar.loadClass("dev.saoma.filter.internal.http.OutboundRoute");
            Object through = route.getMethod("of", URI.class, Collection.class)
                    .invoke(null, tunnel.uri(), List.of(store.getCertificate("page")));
            Class<?> limits = jar.loadClass("dev.saoma.filter.internal.http.OutboundLimits");
            Class<?> outbound = jar.loadClass("dev.saoma.filter.internal.http.Outbound");
            try (AutoCloseable calls = (AutoCloseable) outbound.getConstructor(limits, route)
                    .newInstance(limits.getField("DEFAULT").get(null), through)) {
                Throwable failure = catchThrowable(() -> outbound.getMethod("getJson", URI.class)
                        .invoke(calls, URI.create("https://elsewhere.test/200")));
                // The tunnel is open, and the certificate is another host's.
                assertThat(failure.getCause())
                        .hasMessageContaining("through the proxy")
                        .hasMessageContaining("SSL");
                assertThat(status(outbound.getMethod("getJson", URI.class)
                                .invoke(calls, URI.create("https://localhost:" + port(secure) + "/200"))))
                        .isEqualTo(200);
            }
            assertThat(tunnel.seen()).contains("CONNECT elsewhere.test:443 HTTP/1.1");
        }
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            byte[] body = (exchange.getRequestMethod() + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            int status = path.matches("\\d+") ? Integer.parseInt(path) : 200;
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.getResponseHeaders().set("Proxy-Authenticate", "NTLM");
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private interface Attempt {
        Throwable run();
    }

    private static Throwable trusting(Attempt attempt) {
        System.setProperty(
                "javax.net.ssl.trustStore", folder.resolve("keys.p12").toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        try {
            return attempt.run();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static SSLContext serverContext(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        Stream<String> more = Stream.of(
                "-storepass", PASSWORD, "-keyalg", "RSA", "-keysize", "2048", "-alias", "page", "-validity", "2");
        Keytool.run(Stream.concat(Stream.of(arguments), more).toArray(String[]::new));
    }

    private static Path dropIn() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("saoma-filter-.*-jakarta\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Object get(String uri) throws Exception {
        return call("getJson", new Class<?>[] {URI.class}, URI.create(uri));
    }

    private static Object post(String uri, Map<String, String> form) throws Exception {
        return call("postForm", new Class<?>[] {URI.class, Map.class, String.class}, URI.create(uri), form, null);
    }

    /** Calls with a new client, so that it reads the JVM's settings of that moment. */
    private static Object call(String method, Class<?>[] types, Object... arguments) throws Exception {
        Class<?> limits = jar.loadClass("dev.saoma.filter.internal.http.OutboundLimits");
        Class<?> outbound = jar.loadClass("dev.saoma.filter.internal.http.Outbound");
        try (AutoCloseable calls = (AutoCloseable) outbound.getConstructor(limits)
                .newInstance(limits.getField("DEFAULT").get(null))) {
            return outbound.getMethod(method, types).invoke(calls, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static int status(Object response) throws Exception {
        return (int) response.getClass().getMethod("status").invoke(response);
    }

    private static String text(Object response) throws Exception {
        return (String) response.getClass().getMethod("text").invoke(response);
    }

    private static final class Always extends ProxySelector {
        private final Proxy only;

        Always(InetSocketAddress address) {
            only = new Proxy(Proxy.Type.HTTP, address);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(only);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
