package dev.saoma.page.support;

import dev.saoma.page.HostedPage;
import dev.saoma.page.PageInternals;
import dev.saoma.page.settings.PageSettings;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two nodes of one page that share a store, as behind a load balancer without sticky sessions. */
public final class Nodes implements AutoCloseable {
    public final MutableClock clock = MutableClock.atNow();
    public final WeChatStub wechat = new WeChatStub();
    public final URI issuer;
    public final List<URI> uris;
    private final HostedPage[] pages = new HostedPage[2];
    private final Path directory;
    private final String more;

    /** {@code more} is further YAML lines, such as the store. */
    public Nodes(Path directory, String more) {
        PageUnderTest.writeSigningKey(directory);
        this.directory = directory;
        this.more = more;
        ServerSocketChannel first = PageUnderTest.free();
        ServerSocketChannel second = PageUnderTest.free();
        issuer = uri(first);
        uris = List.of(issuer, uri(second));
        start(0, first);
        start(1, second);
    }

    private static URI uri(ServerSocketChannel socket) {
        return URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
    }

    private void start(int node, ServerSocketChannel socket) {
        pages[node] = PageInternals.start(settings(), socket, clock);
    }

    /** Returns the settings of both nodes. */
    public PageSettings settings() {
        String hosts = "hosts: [\"" + uris.get(1).getRawAuthority() + "\"]\n";
        return PageSettings.parse(PageUnderTest.yaml(issuer, wechat.uri()) + hosts + more, directory, Map.of());
    }

    /** Stops one node gracefully, and starts it again at the same address. */
    public void restart(int node) {
        pages[node].close();
        start(node, PageUnderTest.bound(uris.get(node).getPort()));
    }

    /** Returns a browser that alternates between the nodes. */
    public Browser browser() {
        return new Browser(uris);
    }

    /** Returns a browser that sends all requests to that node, with the cookies of {@code like}. */
    public Browser at(int node, Browser like) {
        Browser browser = new Browser(uris.get(node));
        browser.cookies.putAll(like.cookies);
        return browser;
    }

    @Override
    public void close() {
        for (HostedPage page : pages) {
            page.close();
        }
        wechat.close();
    }
}
