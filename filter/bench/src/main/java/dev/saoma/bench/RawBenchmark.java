package dev.saoma.bench;

import dev.saoma.filter.internal.seal.Sealer;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What the pieces cost alone: no filter can be cheaper than the limits of its parts. */
@State(Scope.Benchmark)
public class RawBenchmark {
    private static final byte[] COOKIE =
            "state nonce verifier /orders".repeat(10).getBytes(StandardCharsets.US_ASCII);
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private String token = "";
    private @Nullable PublicKey key;
    private byte[] signed = {};
    private byte[] signature = {};
    private JwtParser parser = Jwts.parser().build();
    private final Sealer sealer = new Sealer(new byte[32], Clock.systemUTC(), new SecureRandom());

    @Setup
    public void prepare(BenchmarkParams parameters) throws IOException, GeneralSecurityException {
        try (LocalProvider provider = new LocalProvider()) {
            token = provider.idToken();
            key = provider.publicKey();
        }
        int dot = token.lastIndexOf('.');
        signed = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
        signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        parser = Jwts.parser().verifyWith(key).build();
        Check.that(verify(), "the signature is good");
        signature[0] ^= 1;
        Check.that(!verify(), "a changed signature is not");
        signature[0] ^= 1;
        Check.that(LocalProvider.SUBJECT.equals(parse()), "the token parses");
        Check.that(sealAndOpen() == COOKIE.length, "the cookie opens");
        String name = parameters.getBenchmark();
        Warm.up(name.endsWith("verify") ? this::verify : name.endsWith("parse") ? this::parse : this::sealAndOpen);
    }

    @Benchmark
    public boolean verify() throws GeneralSecurityException {
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(key);
        rsa.update(signed);
        return rsa.verify(signature);
    }

    @Benchmark
    public String parse() {
        return parser.parseSignedClaims(token).getPayload().getSubject();
    }

    @Benchmark
    public int sealAndOpen() {
        return sealer.open("bench", sealer.seal("bench", COOKIE, LIFETIME)).orElseThrow().length;
    }
}
