package dev.saoma.demo;

import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The page at the root of the legacy WAR's host: lists the parts of the demonstration, with links. */
final class StartPage extends Handler.Abstract {
    private final PageFile.Urls urls;
    private final SitePages pages;

    StartPage(PageFile.Urls urls) {
        this.urls = urls;
        this.pages = new SitePages(urls);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (Request.getPathInContext(request)) {
            case "/" -> {
                if (!Language.remember(request, response, callback)) {
                    String page = pages.page("start.html", Language.of(request), places());
                    write(response, callback, "text/html; charset=utf-8", page);
                }
            }
            case "/shop.css" -> write(response, callback, "text/css; charset=utf-8", pages.script("shop.css"));
            case "/shop.svg" -> write(response, callback, "image/svg+xml", pages.script("shop.svg"));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> places() {
        return Map.of(
                "crm", urls.application() + "/",
                "phone", urls.wechat() + "/phone",
                "shop", urls.shop() + "/",
                "page", urls.page() + "/",
                "console", urls.console() == null ? "" : urls.console() + "/",
                "console.hidden", urls.console() == null ? "hidden" : "");
    }

    private static void write(Response response, Callback callback, String type, String text) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders()
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors 'none'");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        Content.Sink.write(response, true, text, callback);
    }
}
