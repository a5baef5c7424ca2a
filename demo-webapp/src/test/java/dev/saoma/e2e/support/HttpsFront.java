package dev.saoma.e2e.support;

import dev.saoma.demo.Front;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * https and a host name of its own for each part, as in production: cookies are {@code Secure}, the parts are different
 * sites, and browsers heed {@code Cross-Origin-Opener-Policy}, which a test may add as the proxy of an operator would.
 */
public final class HttpsFront implements Front, AutoCloseable {
    private static final String PASSWORD = "password of a key that lives for one test";

    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Path keyStore;
    private final Server server = new Server();
    private final ServerConnector connector;

    private HttpsFront(Path keyStore) {
        this.keyStore = keyStore;
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore.toString());
        tls.setKeyStorePassword(PASSWORD);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        connector = new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Proxy());
    }

    public static HttpsFront start() throws Exception {
        HttpsFront front = new HttpsFront(selfSigned("*.test"));
        front.server.start();
        return front;
    }

    /** Returns a new certificate for those hosts with its key, in the form that other servers accept. */
    public static String pem(String hosts) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = selfSigned(hosts);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return pem("CERTIFICATE", keys.getCertificate("front").getEncoded())
                    + pem(
                            "PRIVATE KEY",
                            keys.getKey("front", PASSWORD.toCharArray()).getEncoded());
        } finally {
            Files.delete(store);
            Files.delete(store.getParent());
        }
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private static Path selfSigned(String hosts) throws IOException, InterruptedException {
        Path store = Files.createTempDirectory("saoma-front").resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "front",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=front",
                        "-ext",
                        "san=dns:" + hosts,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool made no key");
        }
        return store;
    }

    /** Returns the arguments with which a browser finds the hosts, and accepts their certificate. */
    public List<String> browserArguments() {
        return List.of(
                "--host-resolver-rules=MAP *.test 127.0.0.1:" + connector.getLocalPort(),
                "--ignore-certificate-errors");
    }

    @Override
    public URI url(Part part, int port) {
        return url(host(part), port);
    }

    /** Adds a site that listens on {@code port}. */
    public URI url(String host, int port) {
        ports.put(host, port);
        return URI.create("https://" + host);
    }

    private static String host(Part part) {
        return switch (part) {
            case PAGE -> "login.test";
            case WECHAT -> "wechat.test";
            case WAR -> "orders.test";
            case SHOP -> "shop.test";
            case CONSOLE -> "admin.test";
        };
    }

    /** Sets this header on all responses of the part from now on, in place of the part's own. */
    public void header(Part part, String name, String value) {
        headers.computeIfAbsent(host(part), host -> new ConcurrentHashMap<>())
                .put(name.toLowerCase(Locale.ROOT), value);
    }

    /** Does the same as {@link #header} for {@code Cross-Origin-Opener-Policy}. */
    public void openerPolicy(Part part, String policy) {
        header(part, "Cross-Origin-Opener-Policy", policy);
    }

    /** Redirects exactly that path of the part from now on; returns its URL. */
    public URI redirect(Part part, String path, String location) {
        redirects.put(host(part) + path, location);
        return URI.create("https://" + host(part) + path);
    }

    /** Removes all headers and redirects. */
    public void asTheyAre() {
        headers.clear();
        redirects.clear();
    }

    @Override
    public void close() throws IOException {
        LifeCycle.stop(server);
        Files.delete(keyStore);
        Files.delete(keyStore.getParent());
    }

    private final class Proxy extends ProxyHandler.Reverse {
        Proxy() {
            super(request -> HttpURI.build(request.getHttpURI())
                    .scheme("http")
                    .host("127.0.0.1")
                    .port(ports.get(Request.getServerName(request)))
                    .asImmutable());
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!ports.containsKey(Request.getServerName(request))) {
                return false;
            }
            String redirect = redirects.get(Request.getServerName(request) + Request.getPathInContext(request));
            if (redirect != null) {
                Response.sendRedirect(request, response, callback, redirect);
                return true;
            }
            of(request).forEach((name, value) -> response.getHeaders().put(name, value));
            return super.handle(request, response, callback);
        }

        private Map<String, String> of(Request request) {
            return headers.getOrDefault(Request.getServerName(request), Map.of());
        }

        @Override
        protected org.eclipse.jetty.client.Response.CompleteListener newServerToProxyResponseListener(
                Request request, org.eclipse.jetty.client.Request inner, Response response, Callback callback) {
            inner.onResponseHeader((answer, field) -> !of(request).containsKey(field.getLowerCaseName()));
            return super.newServerToProxyResponseListener(request, inner, response, callback);
        }
    }
}
