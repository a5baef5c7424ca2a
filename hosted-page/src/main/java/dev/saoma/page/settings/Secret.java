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

/** A text that must not be printed: {@code toString} hides it, comparing takes the same time for every input. */
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

    /** Any of those, of which the text is not known; nothing where there is none. */
    static Secret anyOf(List<ClientSecret> digests) {
        return new Secret(null, null, digests);
    }

    /** That of an application in the file; beside it the previous one, while the application changes from that to this. */
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
                    "Make one with: openssl rand -hex 32");
        }
        return Secret.of(text);
    }

    /** This secret, beside which {@code other} is accepted as well: whoever uses it is changing from the one to the other. */
    private Secret or(Secret other) {
        return new Secret(text, other, List.of());
    }

    /** Whether the text is known, and not only digests. */
    boolean isText() {
        return text != null;
    }

    /** The text itself, for the one place that sends or uses it. */
    public String reveal() {
        return Objects.requireNonNull(text, "only digests are known");
    }

    /** Whether {@code other} is this secret at that time; the time taken tells nothing about where they differ. */
    public boolean matches(String other, Instant now) {
        boolean digested = used(other, now).isPresent();
        boolean same = text != null && MessageDigest.isEqual(Sha256.of(text), Sha256.of(other));
        return older == null ? same | digested : older.matches(other, now) | same; // Both are always compared.
    }

    /** Which of several {@code other} is, by its id; empty where the text is known. */
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
        return 0; // Equal by content, and the content must not show.
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
