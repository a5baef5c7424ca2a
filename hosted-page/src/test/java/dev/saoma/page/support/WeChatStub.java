package dev.saoma.page.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** WeChat's API with any responses that a test wants; by default it signs in one person. */
public final class WeChatStub implements AutoCloseable {
    public static final String OPENID = "oDefault-OpenId-000000000001";
    public static final String UNIONID = "oDefault-UnionId-00000000001";
    public static final String TOKEN = "80_AccessTokenThatMustNotBeLogged";
    public static final String GRANT =
            "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":7200,\"refresh_token\":\"r\"," + "\"openid\":\""
                    + OPENID + "\",\"scope\":\"snsapi_login\",\"unionid\":\"" + UNIONID + "\"}";
    public static final String PROFILE =
            "{\"openid\":\"" + OPENID + "\",\"nickname\":\"张伟🎉\",\"sex\":0,\"language\":\"\","
                    + "\"city\":\"\",\"province\":\"\",\"country\":\"\","
                    + "\"headimgurl\":\"https:\\/\\/thirdwx.qlogo.cn\\/mmopen\\/x\\/132\",\"privilege\":[],"
                    + "\"unionid\":\"" + UNIONID + "\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private volatile Function<Call, String> token = call -> GRANT;
    private volatile Function<Call, String> profile = call -> PROFILE;
    private volatile String qrPage = "<img class=\"js_qrcode_img web_qrcode_img\" src=\"/connect/qrcode/041aBc\">";

    /** One request: path and decoded parameters. */
    public record Call(String path, Map<String, String> parameters, String rawQuery) {}

    public WeChatStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/sns/oauth2/access_token", exchange -> answer(exchange, call -> token.apply(call)));
        server.createContext("/sns/userinfo", exchange -> answer(exchange, call -> profile.apply(call)));
        server.createContext("/", exchange -> answer(exchange, call -> ""));
        server.createContext("/connect/qrconnect", exchange -> answer(exchange, call -> qrPage));
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void answersToken(String body) {
        token = call -> body;
    }

    public void answersToken(Function<Call, String> body) {
        token = body;
    }

    public void answersProfile(String body) {
        profile = call -> body;
    }

    public void answersProfile(Function<Call, String> body) {
        profile = body;
    }

    /** Sets what the page with the QR code shows. */
    public void showsInPlaceOfTheCode(String html) {
        qrPage = html;
    }

    public static String error(int errcode) {
        return "{\"errcode\":" + errcode + ",\"errmsg\":\"some text, rid: 61a969fa-0123abcd-89ef4567\"}";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Returns the addresses from which the calls were made, one for each connection. */
    public Set<InetSocketAddress> connections() {
        return connections;
    }

    public long calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).count();
    }

    private void answer(HttpExchange exchange, Function<Call, String> body) throws IOException {
        Call call = call(exchange.getRequestURI());
        calls.add(call);
        connections.add(exchange.getRemoteAddress());
        byte[] bytes = body.apply(call).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain"); // As WeChat does, without charset.
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Call call(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new Call(uri.getPath(), parameters, String.valueOf(uri.getRawQuery()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
