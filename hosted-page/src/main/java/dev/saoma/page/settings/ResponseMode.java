package dev.saoma.page.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The response mode of an authorization response. */
public enum ResponseMode {
    /** In the query of the redirect URI. */
    QUERY,
    /** In the fragment of the redirect URI, which no server sees: for public clients, whose scripts read it. */
    FRAGMENT,
    /** As a form that the browser posts to the redirect URI (OAuth 2.0 Form Post Response Mode). */
    FORM_POST,
    /** As a message to the opener of the login window, at an origin that the application registered. */
    WEB_MESSAGE,
    /** As a message to the opener of the login window in the format of {@code authing-js-sdk}, with the ID token in it. */
    AUTHING_MESSAGE;

    /** Returns the name used on the wire and in the settings. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds the mode with that name. */
    public static Optional<ResponseMode> of(String wireName) {
        return Stream.of(values())
                .filter(mode -> mode.wireName().equals(wireName))
                .findFirst();
    }
}
