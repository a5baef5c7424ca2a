package dev.saoma.page.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

/** What answers at an address, with which certificate, and what time it is there. */
final class AddressExam {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofDays(14);
    /** ID tokens are refused by clocks that differ by a minute. */
    private static final Duration DRIFT = Duration.ofSeconds(30);

    private static final int MAX_BYTES = 64 * 1024;

    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    AddressExam(Clock clock) {
        this.clock = clock;
    }

    List<Finding> issuer(URI issuer) {
        List<Finding> findings = new ArrayList<>();
        try {
            HttpResponse<InputStream> answer = get(URI.create(issuer + "/.well-known/openid-configuration"));
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
                findings.add(discovery(issuer, answer.statusCode(), text));
            }
            answer.sslSession().flatMap(this::certificate).ifPresent(findings::add);
        } catch (SSLException e) {
            findings.add(Finding.bad("issuer.tls", issuer, words(e)));
        } catch (ConnectException e) {
            findings.add(Finding.note("issuer.silent", issuer));
        } catch (IOException e) {
            findings.add(Finding.bad("issuer.unreachable", issuer, words(e)));
        }
        return findings;
    }

    private HttpResponse<InputStream> get(URI address) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(address).timeout(DEADLINE).build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Finding discovery(URI issuer, int status, String body) {
        if (status != 200) {
            return status >= 502 && status <= 504
                    ? Finding.note("issuer.proxy", issuer, status)
                    : Finding.bad("issuer.status", issuer, status);
        }
        String told = "?";
        try {
            JsonObject json = JsonParser.parseString(body).getAsJsonObject();
            told = json.get("issuer").getAsString();
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            return Finding.bad("issuer.foreign", issuer);
        }
        return told.equals(issuer.toString())
                ? Finding.good("issuer.good", issuer)
                : Finding.bad("issuer.other", issuer, told);
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

    /** By what somebody else's server says. Where nothing is said, there is nothing to find. */
    List<Finding> clock(URI server) {
        try {
            HttpResponse<InputStream> answer = get(URI.create(server + "/"));
            answer.body().close();
            Optional<Instant> there = answer.headers().firstValue("Date").flatMap(AddressExam::instant);
            return there.map(this::drift).map(List::of).orElseGet(List::of);
        } catch (IOException e) {
            return List.of(); // Said already, by those who had to ask there.
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

    private static String words(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
