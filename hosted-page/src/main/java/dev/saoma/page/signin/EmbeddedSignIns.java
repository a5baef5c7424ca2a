package dev.saoma.page.signin;

import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PoolSettings;
import java.util.Objects;
import java.util.Optional;

/**
 * Sign-ins in a frame of another site's page, where browsers withhold our cookies. A ticket that only our framed page holds
 * binds them to the browser: no one else can read it, and no one can finish the sign-in without it. Thread-safe.
 */
public final class EmbeddedSignIns {
    private static final String PURPOSE = "embedded sign-in";
    private static final int MAX_CHARS = 8 * 1024;

    private final PoolSettings settings;
    private final SealedRecords<PendingSignIn> sealed;

    /** Creates the sign-ins in frames; their tickets are sealed by {@code sealer}. */
    public EmbeddedSignIns(PoolSettings settings, Sealer sealer) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.sealed = new SealedRecords<>(sealer, PendingSignIn.class);
    }

    /** Returns the ticket for the sign-in, which the framed page keeps. */
    public String ticket(PendingSignIn pending) {
        return sealed.seal(PURPOSE, pending, pending.started().plus(SignInFlow.lifetime(settings)));
    }

    /** Opens a ticket; empty if it is invalid or too old, or its sign-in has another {@code state}. */
    public Optional<PendingSignIn> open(String ticket, String state) {
        if (ticket.length() > MAX_CHARS) {
            return Optional.empty();
        }
        return sealed.open(PURPOSE, ticket).filter(pending -> pending.state().equals(state));
    }
}
