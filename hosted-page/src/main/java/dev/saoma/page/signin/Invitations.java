package dev.saoma.page.signin;

import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.seal.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the secret of an invitation in the browser, sealed, until the person signs in. The invitation is looked up only
 * after WeChat has identified the person, and used up only if it admits them. Thread-safe.
 */
public final class Invitations {
    static final Duration KEPT = Duration.ofMinutes(30);
    /** The secret alone, or at the end of its link. */
    private static final Pattern PASTED = Pattern.compile("\\s*(?:https?://\\S{1,500}#)?([A-Za-z0-9_-]{43})\\s*");

    private static final String PURPOSE = "invitation";

    private final Sealer sealer;
    private final String name;
    private final Clock clock;

    /** Creates cookies sealed by {@code sealer}, with a tag of the issuer in their name. */
    public Invitations(Sealer sealer, URI issuer, Clock clock) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.name = CookieNames.of(issuer, "invitation");
        this.clock = clock;
    }

    /** Returns the cookie for the text that the user pasted; empty if it does not have the form of an invitation. */
    public Optional<SetCookie> keep(String pasted) {
        Matcher matcher = PASTED.matcher(pasted);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] secret = matcher.group(1).getBytes(StandardCharsets.US_ASCII);
        String sealed = sealer.seal(PURPOSE, secret, clock.instant().plus(KEPT));
        return Optional.of(new SetCookie(name, sealed, KEPT));
    }

    /** Returns the secret in the browser's cookie; empty if there are two valid ones, since only one can be meant. */
    public Optional<String> read(SentCookies present) {
        List<String> opened = present.values(name).stream()
                .flatMap(value -> sealer.open(PURPOSE, value).stream())
                .map(secret -> new String(secret, StandardCharsets.US_ASCII))
                .toList();
        return opened.size() == 1 ? Optional.of(opened.get(0)) : Optional.empty();
    }
}
