package dev.saoma.page.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The response mode of an authorization response. */
public enum ResponseMode {
    /** Response in the query of the redirect URI. */
    QUERY,
    /** Response in the fragment of the redirect URI, which no server sees: for public clients, whose scripts read it. */
    FRAGMENT,
    /** Response as a form that the browser posts to the redirect URI (OAuth 2.0 Form Post Response Mode). */
    FORM_POST,
    /** Response as a message to the opener of the login window, at an origin that the application registered. */
    WEB_MESSAGE,
    /** Response as a message to the window's opener, with the ID token, in the format of {@code authing-js-sdk}. */
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
