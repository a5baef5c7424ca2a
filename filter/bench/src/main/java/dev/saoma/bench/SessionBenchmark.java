package dev.saoma.bench;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A page that a signed-in user opens. */
@State(Scope.Benchmark)
public class SessionBenchmark {
    @Param({"none", "saoma", "cas", "pac4j", "spring"})
    public String peer = "";

    private @Nullable LocalProvider provider;
    private Peer subject = new Peer((request, response, chain) -> {}, null, List.of());
    private FakeRequest request = new FakeRequest("/", null);
    private final FakeResponse response = new FakeResponse();
    private final Application application = new Application();

    @Setup
    public void prepare() throws IOException, ServletException, InterruptedException {
        signIn();
        Warm.up(this::session);
    }

    void signIn() throws IOException, ServletException, InterruptedException {
        provider = new LocalProvider();
        subject = Peer.named(peer, provider);
        request = new FakeRequest(Journey.PAGE, subject.session());
        boolean guarded = !peer.equals("none");
        Check.that(!guarded || LocalProvider.SUBJECT.equals(session()), "the signed-in user arrives");
        request = new FakeRequest(Journey.PAGE, new FakeSession());
        Check.that(!guarded || session() == null, "a session without a sign-in does not arrive");
        request = new FakeRequest(Journey.PAGE, subject.session());
    }

    @Benchmark
    public @Nullable String session() throws IOException, ServletException {
        application.user = null;
        request.again();
        response.again();
        subject.filter().doFilter(request, response, application);
        return application.user;
    }

    /** Returns how many header fields the filter adds to the application's own response. */
    int headersAdded() throws IOException, ServletException {
        session();
        return response.headerCount();
    }

    @TearDown
    public void stop() {
        if (provider != null) {
            provider.close();
        }
    }
}
