package dev.saoma.page.console.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an API token: {@code saoma.POOL.SECRET}, a form that secret scanners can recognise.
 *
 * @param pool name of the pool that it is valid in
 * @param secret 256 random bits
 */
public record TokenText(String pool, String secret) {
    private static final Pattern TEXT = Pattern.compile("saoma\\.([^.\\s]{1,64})\\.([A-Za-z0-9_-]{43})");

    /** Parses the result of {@link #text}; empty for any other text. */
    public static Optional<TokenText> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new TokenText(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Returns the token as shown to its creator. */
    public String text() {
        return "saoma." + pool + "." + secret;
    }

    @Override
    public String toString() {
        return "TokenText[…]";
    }
}
