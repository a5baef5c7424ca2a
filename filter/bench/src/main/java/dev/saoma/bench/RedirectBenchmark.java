package dev.saoma.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A page that an anonymous user opens: everything up to the redirect to the provider. */
@State(Scope.Benchmark)
public class RedirectBenchmark {
    @Param({"saoma", "pac4j", "spring"})
    public String peer = "";

    private @Nullable LocalProvider provider;
    private Filter filter = (request, response, chain) -> {};
    private FakeRequest[] requests = {};
    private final FakeResponse response = new FakeResponse();
    private final Application application = new Application();

    @Setup
    public void prepare() throws IOException, ServletException, InterruptedException {
        provider = new LocalProvider();
        Peer subject = Peer.named(peer, provider);
        filter = subject.filter();
        requests = subject.toProvider().stream()
                .map(target -> new FakeRequest(target, null))
                .toArray(FakeRequest[]::new);
        String first = redirect();
        Check.leadsTo(provider, first);
        String second = redirect();
        Check.leadsTo(provider, second);
        Check.that(!Urls.query(first).get("state").equals(Urls.query(second).get("state")), "each redirect its state");
        Check.that(!peer.equals("saoma") || requests[0].session() == null, "no session for a stranger");
        Check.that(application.user == null, "a stranger does not arrive");
        Warm.up(this::redirect);
    }

    @Benchmark
    public String redirect() throws IOException, ServletException {
        FakeSession session = null;
        for (FakeRequest request : requests) {
            request.againWith(session);
            response.again();
            filter.doFilter(request, response, application);
            session = request.session();
        }
        return String.valueOf(response.getHeader("Location"));
    }

    @TearDown
    public void stop() {
        if (provider != null) {
            provider.close();
        }
    }
}
