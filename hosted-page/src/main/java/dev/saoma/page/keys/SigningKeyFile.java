package dev.saoma.page.keys;

import com.google.gson.JsonParseException;
import dev.saoma.page.json.StrictJson;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the keys that sign tokens: a JWK set (RFC 7517) with private members. */
public final class SigningKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyFile.class);

    private final Path path;
    private final OwnerOnlyFile file;

    /** Creates an object for the file at {@code path}, which need not exist. */
    public SigningKeyFile(Path path) {
        this.path = path;
        this.file = new OwnerOnlyFile(path);
    }

    /**
     * Returns all keys; generates and writes one for RS256 if there is no file.
     *
     * @throws KeyFileException if the file cannot be read, written or used
     */
    public List<SigningKey> loadOrCreate() {
        return loadOrCreate(Set.of("RS256"));
    }

    /**
     * Returns all keys; generates and writes one for each of {@code algorithms} if there is no file.
     *
     * @throws KeyFileException if the file cannot be read, written or used, or has no key for one of them
     */
    public List<SigningKey> loadOrCreate(Collection<String> algorithms) {
        try {
            if (!file.exists() && file.create(text(created(algorithms, Instant.EPOCH)))) {
                LOG.warn(
                        "NEW SIGNING KEY written to {}. Keep this file: applications trust what it signs. No one else may"
                                + " read it; where the page runs on several nodes, give all of them this one.",
                        path);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return require(algorithms);
    }

    /** Returns all keys in the file, which has at least one for each of {@code algorithms}. */
    List<SigningKey> require(Collection<String> algorithms) {
        List<SigningKey> keys = read();
        for (String algorithm : algorithms) {
            if (keys.stream().noneMatch(key -> key.algorithm().equals(algorithm))) {
                throw new KeyFileException(
                        path,
                        "holds no key for " + algorithm
                                + ", which an application requires. Add one with --rotate-keys.");
            }
        }
        return keys;
    }

    /**
     * Returns all keys in the file.
     *
     * @throws KeyFileException if it cannot be read or used
     */
    List<SigningKey> read() {
        return parse().stream().map(this::key).toList();
    }

    /**
     * Adds the next key for each of {@code algorithms}, published at once and used after {@code lead}, or at once if it is
     * the first of its algorithm. Drops keys that are no longer needed. Running pages reload the file by themselves.
     *
     * @return when the new keys begin to sign
     * @throws KeyFileException if the file cannot be read, written or used
     */
    public Instant rotate(Collection<String> algorithms, Duration lead, Clock clock) {
        List<SigningKey> before = file.exists() ? read() : loadOrCreate(algorithms);
        Instant from = clock.instant().plus(lead);
        Set<String> needed = new SigningKeys(() -> before, clock)
                .published().stream().map(SigningKey::id).collect(Collectors.toSet());
        List<Jwk<?>> all = new ArrayList<>();
        for (Jwk<?> jwk : parse()) {
            if (needed.contains(key(jwk).id())) {
                all.add(jwk);
            }
        }
        for (String algorithm : algorithms) {
            boolean first = before.stream().noneMatch(key -> key.algorithm().equals(algorithm));
            all.add(SigningJwks.create(algorithm, first ? clock.instant() : from));
        }
        try {
            file.replace(text(all));
        } catch (IOException e) {
            throw unusable(e);
        }
        return from;
    }

    private static List<Jwk<?>> created(Collection<String> algorithms, Instant from) {
        List<Jwk<?>> created = new ArrayList<>();
        algorithms.forEach(algorithm -> created.add(SigningJwks.create(algorithm, from)));
        return created;
    }

    private static String text(List<Jwk<?>> keys) {
        return keys.stream().map(SigningKeyFile::privateText).collect(Collectors.joining(",\n", "{\"keys\":[", "]}\n"));
    }

    private static String privateText(Jwk<?> jwk) {
        return Jwks.UNSAFE_JSON(jwk);
    }

    private List<Jwk<?>> parse() {
        JwkSet set;
        try {
            String text = file.read();
            StrictJson.object(text);
            set = Jwks.setParser().ignoreUnsupported(false).build().parse(text);
        } catch (JsonParseException e) {
            throw new KeyFileException(path, "is refused: " + e.getMessage() + ". Restore it from a copy.");
        } catch (JwtException | IllegalArgumentException e) {
            throw new KeyFileException(path, "is not a JWK set (RFC 7517). Restore it from a copy.");
        } catch (IOException e) {
            throw unusable(e);
        }
        List<Jwk<?>> keys = List.copyOf(set.getKeys());
        if (keys.isEmpty()) {
            throw new KeyFileException(path, "holds no key. Delete it, and a new one is generated at the next start.");
        }
        return keys;
    }

    private SigningKey key(Jwk<?> jwk) {
        try {
            return SigningJwks.read(jwk);
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(path, String.valueOf(e.getMessage()));
        }
    }

    private KeyFileException unusable(IOException e) {
        return new KeyFileException(
                path, "cannot be read or written (" + e.getClass().getSimpleName() + ").", e);
    }
}
