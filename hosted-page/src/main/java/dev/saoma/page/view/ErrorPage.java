package dev.saoma.page.view;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page with an error, and what the user can do next.
 *
 * @param kind one of the error kinds; an unknown one is shown as {@code internal}
 * @param id the error id, which is also in the log
 * @param startAgain starts the sign-in again; null if that is impossible
 * @param applicationName name of the application, as registered; null if unknown
 * @param applicationUri the application's own page; null if there is none. Shown only if it is http or https
 * @param detail for the developers of the application: what was expected, in our own words, never raw request data; an
 *     English sentence that {@link Messages} translates
 * @param number to be read out to the approver; null if no approval is needed
 */
public record ErrorPage(
        String kind,
        String id,
        @Nullable URI startAgain,
        @Nullable String applicationName,
        @Nullable URI applicationUri,
        @Nullable String detail,
        @Nullable String number) {

    /** Creates a page without a number. */
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
