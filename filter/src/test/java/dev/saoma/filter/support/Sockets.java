package dev.saoma.filter.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Opens WebSockets as a browser's script does. */
public final class Sockets {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Sockets() {}

    /** Returns the endpoint's first message, or the status that refused the handshake. */
    public static String open(Browser browser, String url) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket.Builder builder =
                CLIENT.newWebSocketBuilder().header("Origin", url.replaceFirst("(://[^/]*).*", "$1"));
        if (!browser.cookies.isEmpty()) {
            builder.header("Cookie", browser.cookieHeader());
        }
        try {
            WebSocket socket = builder.buildAsync(URI.create(url.replaceFirst("http", "ws")), new FirstMessage(first))
                    .join();
            try {
                return first.get(2, TimeUnit.MINUTES);
            } finally {
                socket.abort();
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return "refused: " + refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private record FirstMessage(CompletableFuture<String> first) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            first.complete(text.toString());
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            first.complete("closed: " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            first.completeExceptionally(error);
        }
    }
}
