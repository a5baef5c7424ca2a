package dev.saoma.bench;

import dev.saoma.filter.LoginFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Our filter with the four settings of the README. */
final class SaomaPeer {
    private static final Logger LOG = Logger.getLogger("dev.saoma.filter");

    private SaomaPeer() {}

    static Peer login(LocalProvider provider) throws IOException, ServletException, InterruptedException {
        Filter filter = filter(provider);
        return new Peer(filter, Journey.signIn(filter), List.of(Journey.PAGE));
    }

    static Filter filter(LocalProvider provider) throws ServletException {
        LOG.setLevel(Level.WARNING);
        Filter filter = new LoginFilter();
        filter.init(FakeContext.filter(Map.of(
                "issuer", provider.issuer(),
                "clientId", LocalProvider.CLIENT_ID,
                "clientSecret", LocalProvider.CLIENT_SECRET,
                "appUrl", FakeRequest.APP)));
        return filter;
    }
}
