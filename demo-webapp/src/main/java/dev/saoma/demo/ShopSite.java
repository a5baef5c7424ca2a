package dev.saoma.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The existing site: static files on an origin of its own, under a strict Content-Security-Policy. It signs its users in with
 * the browser SDK and asks the order desk with their token. Other pages of it sign in with the component, with {@code
 * authing-js-sdk} from npm, by the plain address, and with an OpenID Connect library on the server: no code of ours runs there.
 */
public final class ShopSite implements AutoCloseable {
    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/shop.js", "shop.js",
            "/shop.css", "shop.css",
            "/embedded.html", "embedded.html",
            "/embedded.js", "embedded.js",
            "/plain.html", "plain.html",
            "/plain.js", "plain.js",
            "/authing.html", "authing.html",
            "/authing.js", "authing.js");
    private static final String AUTHING_SDK = "/authing-js-sdk.js";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8");

    private final Server server;

    private ShopSite(Server server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param socket where to listen; closed with the site
     * @param page URL of the hosted page
     * @param orderDesk URL of the application whose interface the site asks
     * @param library how its server signs users in
     * @throws Exception if the server does not start
     */
    static ShopSite start(ServerSocketChannel socket, URI page, URI orderDesk, LibrarySignIn library) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.open(socket);
        server.addConnector(connector);
        Files files = new Files(page, orderDesk);
        server.setHandler(new Handler.Sequence(files, new LibraryPages(library, files.read("library.html"))));
        server.start();
        return new ShopSite(server);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static final class Files extends Handler.Abstract {
        private final URI page;
        private final URI orderDesk;
        private final String policy;

        Files(URI page, URI orderDesk) {
            this.page = page;
            this.orderDesk = orderDesk;
            this.policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    + "; script-src 'self' " + page + "; style-src 'self'; frame-src " + page + "; connect-src " + page
                    + " "
                    + orderDesk.resolve("/") + "; require-trusted-types-for 'script'; trusted-types 'none'";
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            String path = Request.getPathInContext(request);
            boolean authing = path.equals(AUTHING_SDK);
            String file = authing ? path : FILES.get(path);
            if (file == null) {
                return false;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPES.get(file.substring(file.lastIndexOf('.') + 1)));
            response.getHeaders().put("Content-Security-Policy", policy);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            if (authing) {
                response.write(true, ByteBuffer.wrap(AuthingSdk.script()), callback);
            } else {
                Content.Sink.write(response, true, read(file), callback);
            }
            return true;
        }

        /** The files name the hosts of the documentation. */
        private String read(String file) throws IOException {
            try (InputStream in = ShopSite.class.getResourceAsStream("shop/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("missing from the jar: " + file);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replace("https://login.example.cn", page.toString())
                        .replace("https://crm.example.cn", orderDesk.toString());
            }
        }
    }
}
