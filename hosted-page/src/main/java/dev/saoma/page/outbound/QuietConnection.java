package dev.saoma.page.outbound;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps secrets out of every log: the proxy's password, logout tokens, and those of WeChat. WeChat
 * requires the AppSecret in the query, and the HTTP client logs addresses, headers and bytes at level DEBUG. So the client
 * never sees the query: it travels in the header {@link #QUERY}, and becomes part of the address only here, after
 * everything that logs. Unlike the client's own connection class, this one has no logger.
 */
public final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    /** Name of the header that carries a query which must not be logged. */
    public static final String QUERY = "Saoma-Query";

    private @Nullable Timeout timeout;

    private QuietConnection(Http1Config config) {
        super(config);
    }

    /** Returns a factory of such connections. */
    public static HttpConnectionFactory<ManagedHttpClientConnection> factory(Http1Config config) {
        return new HttpConnectionFactory<>() {
            @Override
            public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
                QuietConnection connection = new QuietConnection(config);
                if (socket != null) {
                    connection.bind(socket);
                }
                return connection;
            }
        };
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        Header query = request.getFirstHeader(QUERY);
        if (query == null) {
            super.sendRequestHeader(request);
            return;
        }
        BasicClassicHttpRequest whole =
                new BasicClassicHttpRequest(request.getMethod(), request.getPath() + "?" + query.getValue());
        whole.setHeaders(request.getHeaders());
        whole.removeHeaders(QUERY);
        super.sendRequestHeader(whole);
    }

    @Override
    public void bind(Socket socket) throws IOException {
        super.bind(socket);
        timeout = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        super.bind(tls, socket);
        timeout = Timeout.ofMilliseconds(tls.getSoTimeout());
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        this.timeout = timeout;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.INFINITE);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(timeout);
    }
}
