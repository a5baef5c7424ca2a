package dev.saoma.page.console.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a token of the API is written: {@code saoma.POOL.SECRET}, so that scanners for secrets find it.
 *
 * @param pool where it is good
 * @param secret 256 random bits
 */
public record TokenText(String pool, String secret) {
    private static final Pattern TEXT = Pattern.compile("saoma\\.([^.\\s]{1,64})\\.([A-Za-z0-9_-]{43})");

    /** Reads what {@link #text} writes; empty for any other text. */
    public static Optional<TokenText> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new TokenText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** As it is shown once. */
    public String text() {
        return "saoma." + pool + "." + secret;
    }

    @Override
    public String toString() {
        return "TokenText[…]";
    }
}
