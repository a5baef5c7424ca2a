package dev.saoma.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
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
 * the browser SDK and calls the order desk's API with their token. Other pages of it sign in with the component, with {@code
 * authing-js-sdk} from npm, by the plain address, and with an OpenID Connect library on the server: no code of ours runs there.
 */
public final class ShopSite implements AutoCloseable {
    private static final Set<String> FILES = Set.of(
            "index.html",
            "embedded.html",
            "plain.html",
            "authing.html",
            "shop.js",
            "basket.js",
            "embedded.js",
            "plain.js",
            "authing.js",
            "shop.css",
            "shop.svg");
    private static final String AUTHING_SDK = "/authing-js-sdk.js";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Server server;

    private ShopSite(Server server) {
        this.server = server;
    }

    /**
     * Starts the site.
     *
     * @param socket where to listen; closed with the site
     * @param urls of the hosted page, and of the application whose API the site calls
     * @param library how its server signs users in
     * @throws Exception if the server does not start
     */
    static ShopSite start(ServerSocketChannel socket, PageFile.Urls urls, LibrarySignIn library) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.open(socket);
        server.addConnector(connector);
        SitePages pages = new SitePages(urls);
        server.setHandler(new Handler.Sequence(new LibraryPages(library, pages), new Files(urls, pages)));
        server.start();
        return new ShopSite(server);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static final class Files extends Handler.Abstract {
        private final SitePages pages;
        private final String policy;

        Files(PageFile.Urls urls, SitePages pages) {
            this.pages = pages;
            this.policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    + "; script-src 'self' " + urls.page() + "; style-src 'self'; img-src 'self' " + urls.wechat()
                    + "; frame-src " + urls.page() + "; connect-src " + urls.page() + " "
                    + urls.application().resolve("/")
                    + "; require-trusted-types-for 'script'; trusted-types 'none'";
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            String path = Request.getPathInContext(request);
            String name = path.equals("/") ? "index.html" : path.substring(1);
            if (path.equals(AUTHING_SDK)) {
                headers(response, "js");
                response.write(true, ByteBuffer.wrap(AuthingSdk.script()), callback);
            } else if (!FILES.contains(name)) {
                response.setStatus(HttpStatus.NOT_FOUND_404);
                headers(response, "html");
                Content.Sink.write(response, true, pages.page("missing.html", Language.of(request)), callback);
            } else if (!name.endsWith(".html")) {
                headers(response, name.substring(name.lastIndexOf('.') + 1));
                Content.Sink.write(response, true, pages.script(name), callback);
            } else if (!Language.remember(request, response, callback)) {
                headers(response, "html");
                Content.Sink.write(response, true, pages.page(name, Language.of(request)), callback);
            }
            return true;
        }

        private void headers(Response response, String type) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPES.get(type));
            response.getHeaders().put("Content-Security-Policy", policy);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        }
    }
}
