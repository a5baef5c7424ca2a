package dev.saoma.page.view;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error that the user sees, with the ways on.
 *
 * @param kind one of the error kinds; an unknown one is shown as {@code internal}
 * @param id id under which the log has more
 * @param startAgain starts the sign-in again; null where that is impossible
 * @param applicationName name of the application, as registered; null while it is not known
 * @param applicationUri the application's own page; null where there is none. Shown only if it is http or https
 * @param detail for the people who run the application: what was expected, in our own words, never request data raw; an English
 *     sentence that {@link Messages} knows in the other languages
 * @param number to be read out to the approver; null where no approval is needed
 */
public record ErrorPage(
        String kind,
        String id,
        @Nullable URI startAgain,
        @Nullable String applicationName,
        @Nullable URI applicationUri,
        @Nullable String detail,
        @Nullable String number) {

    /** Without a number. */
    public ErrorPage(
            String kind,
            String id,
            @Nullable URI startAgain,
            @Nullable String applicationName,
            @Nullable URI applicationUri,
            @Nullable String detail) {
        this(kind, id, startAgain, applicationName, applicationUri, detail, null);
    }

    /** @throws IllegalArgumentException if {@code startAgain} is neither http, https nor relative */
    public ErrorPage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        if (startAgain != null) {
            Links.requireWeb(startAgain, "startAgain");
        }
    }
}
