package dev.saoma.page.web;

import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.oidc.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Another endpoint, of which nobody gets too much. */
final class LimitedEndpoint implements Endpoint {
    private static final int UNAUTHORIZED = 401;
    private static final String NOBODY = "?";

    private final Endpoint endpoint;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Predicate<String> applications;
    private final String issuer;
    private final boolean forApplications;

    private LimitedEndpoint(
            Endpoint endpoint,
            RateLimits limits,
            ClientAddress addresses,
            Predicate<String> applications,
            String issuer,
            boolean forApplications) {
        this.endpoint = endpoint;
        this.limits = limits;
        this.addresses = addresses;
        this.applications = applications;
        this.issuer = issuer;
        this.forApplications = forApplications;
    }

    /** Limits by address and by application: what browsers begin a sign-in with. */
    static Endpoint signIns(
            Endpoint endpoint,
            RateLimits limits,
            ClientAddress addresses,
            Predicate<String> applications,
            String issuer) {
        return new LimitedEndpoint(endpoint, limits, addresses, applications, issuer, false);
    }

    /** Limits by address, and wrong client secrets besides: what applications call. */
    static Endpoint calls(
            Endpoint endpoint,
            RateLimits limits,
            ClientAddress addresses,
            Predicate<String> applications,
            String issuer) {
        return new LimitedEndpoint(endpoint, limits, addresses, applications, issuer, true);
    }

    @Override
    public Answer answer(Ask ask) throws Refusal, IOException {
        return forApplications ? call(ask) : signIn(ask);
    }

    private Answer signIn(Ask ask) throws Refusal, IOException {
        Optional<String> address = addresses.of(ask);
        refuse(address.flatMap(limits::signInFrom), "too many sign-ins begin at this address");
        Optional<String> application = said(ask.method().equals("POST") ? ask.form() : ask.query());
        refuse(
                application.flatMap(id -> limits.signInFor(issuer + " " + id)),
                "too many sign-ins begin for this application");
        return endpoint.answer(ask);
    }

    private Answer call(Ask ask) throws Refusal, IOException {
        Optional<String> known = addresses.of(ask);
        if (known.isEmpty()) {
            return endpoint.answer(ask); // Or one who guesses would lock out everybody behind the same proxy.
        }
        String address = known.get();
        refuse(limits.tokenCallFrom(address), "too many calls from this address");
        // All unknown ones count as one: names that somebody makes up must not fill the memory.
        String application = issuer + " " + basic(ask).or(() -> formSaid(ask)).orElse(NOBODY);
        refuse(limits.doubts(address, application), "client_id or client_secret was wrong too often from this address");
        Answer answer = endpoint.answer(ask);
        if (answer.status() == UNAUTHORIZED) {
            limits.failed(address, application);
        }
        return answer;
    }

    private static void refuse(Optional<Duration> wait, String why) throws Refusal {
        if (wait.isPresent()) {
            throw new Refusal(Trouble.TOO_MANY, why, wait.get());
        }
    }

    private Optional<String> said(Parameters parameters) {
        return parameters.one("client_id").filter(applications);
    }

    /** What is no form is refused by the endpoint itself. */
    private Optional<String> formSaid(Ask ask) {
        try {
            return said(ask.form());
        } catch (Refusal | IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> basic(Ask ask) {
        List<String> authorization = ask.headers("Authorization");
        if (authorization.size() != 1 || !authorization.get(0).regionMatches(true, 0, "basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(authorization.get(0).substring(6).strip());
            String clientId = new String(pair, StandardCharsets.UTF_8).split(":", 2)[0];
            return Optional.of(clientId).filter(applications);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String path() {
        return endpoint.path();
    }

    @Override
    public Set<String> methods() {
        return endpoint.methods();
    }

    @Override
    public CrossOrigin crossOrigin() {
        return endpoint.crossOrigin();
    }

    @Override
    public ErrorStyle errorStyle() {
        return endpoint.errorStyle();
    }

    @Override
    public boolean anyHost() {
        return endpoint.anyHost();
    }

    @Override
    public boolean inPopupChain() {
        return endpoint.inPopupChain();
    }
}
