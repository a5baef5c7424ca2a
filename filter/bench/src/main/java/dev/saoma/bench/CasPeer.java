package dev.saoma.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Map;
import org.apereo.cas.client.authentication.AttributePrincipalImpl;
import org.apereo.cas.client.authentication.AuthenticationFilter;
import org.apereo.cas.client.util.AbstractCasFilter;
import org.apereo.cas.client.util.HttpServletRequestWrapperFilter;
import org.apereo.cas.client.validation.AssertionImpl;

/** Apereo CAS client: not OpenID Connect, but the cheapest well known filter for a signed-in session. */
final class CasPeer {
    private CasPeer() {}

    static Peer login() throws ServletException {
        Map<String, String> settings =
                Map.of("casServerLoginUrl", "https://login.example.com/login", "serverName", "http://localhost:8080");
        AuthenticationFilter authentication = new AuthenticationFilter();
        authentication.init(FakeContext.filter(settings));
        HttpServletRequestWrapperFilter wrapper = new HttpServletRequestWrapperFilter();
        wrapper.init(FakeContext.filter(settings));
        FakeSession session = new FakeSession();
        session.setAttribute(
                AbstractCasFilter.CONST_CAS_ASSERTION,
                new AssertionImpl(new AttributePrincipalImpl(LocalProvider.SUBJECT)));
        Filter both = (request, response, chain) ->
                authentication.doFilter(request, response, (first, second) -> wrapper.doFilter(first, second, chain));
        return new Peer(both, session, List.of());
    }
}
