package dev.saoma.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A call with an RS256 ID token in its {@code Authorization} header, and no session. In {@code saoma-first} each token is new
 * to the filter; the peers cache none, so one token suffices for them.
 */
@State(Scope.Benchmark)
public class BearerBenchmark {
    /** So many that the cost of a fresh filter adds one hundredth to that of a token. */
    private static final int NEW_TOKENS = 3_000;

    @Param({"saoma-first", "saoma-seen", "pac4j", "spring"})
    public String peer = "";

    private @Nullable LocalProvider provider;
    private Filter filter = (request, response, chain) -> {};
    private byte[][] headers = {};
    private int next;
    private final FakeRequest request = new FakeRequest("/api/orders", null);
    private final FakeResponse response = new FakeResponse();
    private final Application application = new Application();

    @Setup
    public void prepare() throws IOException, ServletException {
        LocalProvider local = new LocalProvider();
        provider = local;
        filter = Peer.bearer(peer, local);
        refused(changed(local.idToken()), "a token with a changed signature");
        refused(local.expiredToken(), "an expired token");
        headers = new byte[peer.equals("saoma-first") ? NEW_TOKENS : 1][];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = header(local.idToken(i));
        }
        Check.that(LocalProvider.SUBJECT.equals(bearer()), "the right user arrives");
        Check.that(!peer.startsWith("saoma") || request.session() == null, "no session for a token");
        Warm.up(this::bearer);
    }

    private void refused(String token, String what) throws IOException, ServletException {
        headers = new byte[][] {header(token)};
        Check.that(bearer() == null && response.getStatus() == 401, what + " is refused");
    }

    private static byte[] header(String token) {
        return ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
    }

    private static String changed(String token) {
        int at = token.lastIndexOf('.') + 100;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    @Benchmark
    public @Nullable String bearer() throws IOException, ServletException {
        if (next >= headers.length) {
            next = 0;
            if (headers.length > 1) {
                forget();
            }
        }
        application.user = null;
        request.againWith(null);
        // A new string for each request, as in a container.
        request.header("Authorization", new String(headers[next++], StandardCharsets.ISO_8859_1));
        response.again();
        filter.doFilter(request, response, application);
        return application.user;
    }

    private void forget() throws IOException, ServletException {
        filter.destroy();
        if (provider != null) {
            filter = Peer.bearer(peer, provider);
        }
    }

    @TearDown
    public void stop() {
        if (provider != null) {
            provider.close();
        }
    }
}
