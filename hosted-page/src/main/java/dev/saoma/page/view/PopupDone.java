package dev.saoma.page.view;

import java.net.URI;
import java.util.Objects;

/**
 * A sign-in that was finished in a popup.
 *
 * @param state the {@code state} of the sign-in; names the channel on which the login page listens
 * @param location where the login page continues: the application's redirect URI with {@code code}, {@code state} and
 *     {@code iss}
 */
public record PopupDone(String state, URI location) {

    /** @throws IllegalArgumentException if {@code location} is neither http, https nor relative */
    public PopupDone {
        Objects.requireNonNull(state, "state");
        Links.requireWeb(location, "location");
    }
}
