package dev.saoma.page.outbound;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the certificates that the Java runtime trusts, which are read at the first https call: reading them takes a
 * sixth of the page's start-up time. Thread-safe.
 */
final class TlsAtFirstUse implements TlsSocketStrategy {
    private volatile @Nullable TlsSocketStrategy java;

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, target, port, attachment, context);
    }

    private TlsSocketStrategy strategy() {
        TlsSocketStrategy made = java;
        if (made == null) {
            synchronized (this) {
                made = java;
                if (made == null) {
                    made = DefaultClientTlsStrategy.createDefault();
                    java = made;
                }
            }
        }
        return made;
    }
}
