package dev.saoma.page.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.saoma.page.json.StrictJson;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.outbound.OutboundHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Checks what responds at an address, its certificate and its clock. */
final class AddressExam implements AutoCloseable {
    private static final Duration SOON = Duration.ofDays(14);
    /** The greatest clock skew in order; applications refuse ID tokens if clocks differ by a minute. */
    private static final Duration DRIFT = Duration.ofSeconds(30);

    private static final int MAX_BYTES = 64 * 1024;

    private final Clock clock;
    private final OutboundHttp http;

    AddressExam(Clock clock, Outbound outbound, Duration deadline) {
        this.clock = clock;
        this.http = new OutboundHttp(outbound, SystemDefaultDnsResolver.INSTANCE, deadline, "saoma-doctor");
    }

    private record Received(int status, String body, Optional<String> date, Optional<SSLSession> tls) {}

    List<Finding> issuer(URI issuer) {
        List<Finding> findings = new ArrayList<>();
        try {
            Received response = get(URI.create(issuer + "/.well-known/openid-configuration"));
            findings.add(discovery(issuer, response.status(), response.body()));
            response.tls().flatMap(this::certificate).ifPresent(findings::add);
        } catch (OutboundHttp.Failed e) {
            findings.add(failure(issuer, e));
        }
        return findings;
    }

    private static Finding failure(URI issuer, OutboundHttp.Failed failed) {
        String words = String.valueOf(failed.getMessage());
        if (!failed.atProxy() && failed.getCause() instanceof SSLException tls) {
            return Finding.bad("issuer.tls", issuer, words + " (" + tls.getMessage() + ")");
        }
        return !failed.atProxy() && failed.getCause() instanceof ConnectException
                ? Finding.note("issuer.silent", issuer)
                : Finding.bad("issuer.unreachable", issuer, words);
    }

    private Received get(URI address) throws OutboundHttp.Failed {
        HttpGet request = new HttpGet(address);
        return http.execute(request, address, (response, context) -> received(request, response, context));
    }

    private static Received received(HttpGet request, ClassicHttpResponse response, HttpClientContext context)
            throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(MAX_BYTES);
        Header date = response.getFirstHeader("Date");
        Received received = new Received(
                response.getCode(),
                new String(body, StandardCharsets.UTF_8),
                Optional.ofNullable(date).map(Header::getValue),
                Optional.ofNullable(context.getSSLSession()));
        if (body.length == MAX_BYTES) {
            request.cancel(); // Otherwise closing would read the rest.
        }
        return received;
    }

    private static Finding discovery(URI issuer, int status, String body) {
        if (status != 200) {
            return status >= 502 && status <= 504
                    ? Finding.note("issuer.proxy", issuer, status)
                    : Finding.bad("issuer.status", issuer, status);
        }
        String found = "?";
        try {
            JsonObject json = StrictJson.object(body);
            found = json.get("issuer").getAsString();
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            return Finding.bad("issuer.foreign", issuer);
        }
        return found.equals(issuer.toString())
                ? Finding.good("issuer.good", issuer)
                : Finding.bad("issuer.other", issuer, found);
    }

    private Optional<Finding> certificate(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length == 0 || !(chain[0] instanceof X509Certificate own)) {
                return Optional.empty();
            }
            Instant end = own.getNotAfter().toInstant();
            return Optional.of(
                    clock.instant().plus(SOON).isAfter(end)
                            ? Finding.note("issuer.certificate.soon", end)
                            : Finding.good("issuer.certificate.good", end));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Returns the clock skew against the {@code Date} header of WeChat; no finding without that header. */
    List<Finding> clock(URI server) {
        try {
            Optional<Instant> there = get(URI.create(server + "/")).date().flatMap(AddressExam::instant);
            return there.map(this::drift).map(List::of).orElseGet(List::of);
        } catch (OutboundHttp.Failed e) {
            return List.of(); // Already reported by the exams that call WeChat.
        }
    }

    private Finding drift(Instant there) {
        Duration drift = Duration.between(there, clock.instant());
        return drift.abs().compareTo(DRIFT) > 0
                ? Finding.bad("clock.wrong", drift.toSeconds())
                : Finding.good("clock.good");
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
