package dev.saoma.page.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an application wants the browser after a sign-out, and where it wants to hear of one.
 *
 * @param returnUris its {@code post_logout_redirect_uris}, compared as strings
 * @param backChannelUri its {@code backchannel_logout_uri}, or null if it does not want to hear
 */
public record SignOutAddresses(
        List<String> returnUris, @Nullable URI backChannelUri) {
    /** None. */
    public static final SignOutAddresses NONE = new SignOutAddresses(List.of(), null);

    /** Copies the list. */
    public SignOutAddresses {
        returnUris = List.copyOf(returnUris);
    }

    /** Where it wants to hear of a sign-out. */
    public Optional<URI> backChannel() {
        return Optional.ofNullable(backChannelUri);
    }
}
