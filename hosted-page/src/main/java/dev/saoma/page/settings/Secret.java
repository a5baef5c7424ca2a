package dev.saoma.page.settings;

import dev.saoma.page.digest.Sha256;
import dev.saoma.page.settings.stored.StoredSettings.ClientSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A secret text: {@code toString} hides it, comparison takes constant time. */
public final class Secret {
    private static final String PREVIOUS = "previousClientSecret";
    private static final int MIN_CHARS = 32;

    private final @Nullable String text;
    private final @Nullable Secret older;
    private final List<ClientSecret> digests;

    private Secret(@Nullable String text, @Nullable Secret older, List<ClientSecret> digests) {
        this.text = text;
        this.older = older;
        this.digests = List.copyOf(digests);
    }

    /** Wraps {@code text}. */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text, "text"), null, List.of());
    }

    /** Returns a secret that matches any of these digests; without digests it matches nothing. */
    static Secret anyOf(List<ClientSecret> digests) {
        return new Secret(null, null, digests);
    }

    /** Reads the client secret of an application in the file, which also matches the previous one during a rotation. */
    static Optional<Secret> read(Section section) {
        Optional<Secret> secret = section.text("clientSecret").map(text -> strong(section, "clientSecret", text));
        Optional<Secret> previous = section.text("previousClientSecret").map(text -> strong(section, PREVIOUS, text));
        if (previous.isPresent() && secret.isEmpty()) {
            section.mistake(PREVIOUS, "stands alone.", "Write the new secret as clientSecret, or remove the line.");
        }
        return secret.map(now -> previous.map(now::or).orElse(now));
    }

    private static Secret strong(Section section, String key, String text) {
        if (text.length() < MIN_CHARS || text.chars().distinct().count() < 8) {
            section.mistake(
                    key,
                    "is too easy to guess (at least 32 random characters are needed).",
                    "Generate one with: openssl rand -hex 32");
        }
        return Secret.of(text);
    }

    /** Returns this secret with {@code other} accepted as well, for a rotation. */
    private Secret or(Secret other) {
        return new Secret(text, other, List.of());
    }

    /** Whether the text is known, rather than only digests. */
    boolean isText() {
        return text != null;
    }

    /** Returns the text, for the one place that sends or uses it. */
    public String reveal() {
        return Objects.requireNonNull(text, "only digests are known");
    }

    /** Whether {@code other} matches this secret at that time; compares in constant time. */
    public boolean matches(String other, Instant now) {
        boolean digested = used(other, now).isPresent();
        boolean same = text != null && MessageDigest.isEqual(Sha256.of(text), Sha256.of(other));
        return older == null ? same | digested : older.matches(other, now) | same; // Both are always compared.
    }

    /** Returns the id of the digest that {@code other} matches; empty if it matches none, or only a known text. */
    public Optional<String> used(String other, Instant now) {
        byte[] digest = ascii(Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(other)));
        String found = null;
        for (ClientSecret one : digests) {
            boolean same = MessageDigest.isEqual(ascii(one.digest()), digest);
            if (same && now.toEpochMilli() < one.endsAt()) {
                found = one.id();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && (text == null) == (secret.text == null)
                && MessageDigest.isEqual(Sha256.of(String.valueOf(text)), Sha256.of(String.valueOf(secret.text)))
                && Objects.equals(older, secret.older)
                && digests.equals(secret.digests);
    }

    @Override
    public int hashCode() {
        return 0; // Equality is by content, which the hash must not reveal.
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
