package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.sdk.WindowNotes;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /sdk/v1/window}: a page of ours, in a window that was cut off from the site that opened it, says where it is. */
final class WindowNoteEndpoint implements Endpoint {
    private final WindowNotes notes;
    private final Predicate<String> origins;
    private final URI issuer;

    /** {@code origins}: whether an origin is registered. */
    WindowNoteEndpoint(WindowNotes notes, Predicate<String> origins, URI issuer) {
        this.notes = notes;
        this.origins = origins;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.SDK_WINDOW;
    }

    @Override
    public Budget budget() {
        return Budget.CALLS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.PROBLEM;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireSameOrigin(ask, issuer);
        Parameters form = ask.form();
        String origin = form.one("origin").filter(origins).orElseThrow(() -> wrong("origin"));
        String place = form.one("at").filter(WindowNotes.PLACES::contains).orElseThrow(() -> wrong("at"));
        notes.note(origin, form.one("state").orElseThrow(() -> wrong("state")), place);
        return PageResponse.bytes(204, "", new byte[0]);
    }

    private static HttpError wrong(String name) {
        return new HttpError(ErrorCode.INVALID_REQUEST, name + " is missing, or none that we know");
    }
}
