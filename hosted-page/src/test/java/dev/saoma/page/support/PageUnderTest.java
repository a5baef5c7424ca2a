package dev.saoma.page.support;

import dev.saoma.page.HostedPage;
import dev.saoma.page.PageInternals;
import dev.saoma.page.http.Router;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A page on a free port, with a WeChat of its own. */
public final class PageUnderTest implements AutoCloseable {
    public static final String APP_ID = "wx0123456789abcdef";
    public static final String APP_SECRET = "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5";
    public static final String CRM_SECRET = "crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B";
    public static final String CRM_CALLBACK = "http://localhost:8080/crm/saoma/callback";
    public static final String SHOP_CALLBACK = "http://localhost:8090/callback?keep=1";

    private static volatile String signingKey = "";

    public final MutableClock clock = MutableClock.atNow();
    public final WeChatStub wechat = new WeChatStub();
    public final URI issuer;
    private final String yaml;
    private final HostedPage page;

    public PageUnderTest(Path directory) {
        this(directory, "", "");
    }

    /** {@code issuerPath} is empty or like {@code /login}; {@code more} is further YAML lines. */
    public PageUnderTest(Path directory, String issuerPath, String more) {
        this(directory, free(), issuerPath, more);
    }

    private PageUnderTest(Path directory, ServerSocketChannel socket, String issuerPath, String more) {
        this(directory, socket, issuerPath, more, "");
    }

    private PageUnderTest(
            Path directory, ServerSocketChannel socket, String issuerPath, String more, String moreOfWeChat) {
        this(directory, socket, issuerPath, more, moreOfWeChat, "");
    }

    private PageUnderTest(
            Path directory,
            ServerSocketChannel socket,
            String issuerPath,
            String more,
            String moreOfWeChat,
            String moreOfCrm) {
        writeSigningKey(directory);
        issuer = URI.create("http://127.0.0.1:" + port(socket) + issuerPath);
        String yaml = yaml(issuer, wechat.uri())
                .replace("apiUrl:", moreOfWeChat + "apiUrl:")
                .replace("{ clientId: crm,", "{ clientId: crm," + (moreOfCrm.isEmpty() ? "" : " " + moreOfCrm + ","));
        this.yaml = yaml + more;
        page = PageInternals.start(PageSettings.parse(this.yaml, directory, Map.of()), socket, clock);
    }

    /** {@code line} is further settings of the application crm. */
    public static PageUnderTest withCrm(Path directory, String line, String more) {
        return new PageUnderTest(directory, free(), "", more, "", line);
    }

    /** Returns its settings file. */
    public String yaml() {
        return yaml;
    }

    /** {@code line} is further settings of WeChat, with a comma at the end. */
    public static PageUnderTest withWeChat(Path directory, String line) {
        return new PageUnderTest(directory, free(), "", "", line);
    }

    /** {@code ofWeChat} is further settings of WeChat, with a comma at the end; {@code more} is further YAML lines. */
    public static PageUnderTest with(Path directory, String ofWeChat, String more) {
        return new PageUnderTest(directory, free(), "", more, ofWeChat);
    }

    public static PageUnderTest withWeChat(Path directory, String issuerPath, String line) {
        return withWeChat(directory, issuerPath, line, "");
    }

    public static PageUnderTest withWeChat(Path directory, String issuerPath, String line, String more) {
        return new PageUnderTest(directory, free(), issuerPath, more, line);
    }

    public static PageUnderTest withOfficialAccount(Path directory, String appId, String appSecret) {
        String account = "officialAccount: { appId: " + appId + ", appSecret: " + appSecret + " }, ";
        return new PageUnderTest(directory, free(), "", "", account);
    }

    /** Writes a signing key. Generating an RSA key takes longer than most tests, so all share one. */
    public static void writeSigningKey(Path directory) {
        Path file = directory.resolve("signing-key.json");
        try {
            Files.createDirectories(directory);
            if (signingKey.isEmpty()) {
                new SigningKeyFile(file).loadOrCreate();
                signingKey = Files.readString(file);
            }
            Files.writeString(file, signingKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String yaml(URI issuer, URI wechat) {
        return """
                issuer: %s
                wechat: { appId: %s, appSecret: %s, openUrl: "%s", apiUrl: "%s" }
                applications:
                  - { clientId: crm, name: 客户管理, clientSecret: %s, redirectUris: ["%s"] }
                  - { clientId: shop, name: Shop, redirectUris: ["%s"] }
                """.formatted(issuer, APP_ID, APP_SECRET, wechat, wechat, CRM_SECRET, CRM_CALLBACK, SHOP_CALLBACK);
    }

    /** Returns a socket whose port can be bound again later. */
    public static ServerSocketChannel free() {
        return Ports.listening();
    }

    public static ServerSocketChannel bound(int port) {
        try {
            return Ports.listening(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int port(ServerSocketChannel socket) {
        return socket.socket().getLocalPort();
    }

    /** Starts another page with the same issuer, after this one has stopped. */
    public PageUnderTest again(Path directory) {
        return again(directory, "");
    }

    /** Starts another page with the same issuer and further YAML lines, after this one has stopped. */
    public PageUnderTest again(Path directory, String more) {
        return new PageUnderTest(directory, bound(issuer.getPort()), issuer.getRawPath(), more);
    }

    /** Returns what responds to its requests. */
    public Router router() {
        return PageInternals.router(page);
    }

    /** Returns its store. */
    public Store store() {
        return PageInternals.store(page);
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + page.managementPort().orElseThrow());
    }

    public void stop() {
        page.close();
    }

    @Override
    public void close() {
        page.close();
        wechat.close();
    }
}
