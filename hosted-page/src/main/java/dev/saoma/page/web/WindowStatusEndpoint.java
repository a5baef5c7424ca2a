package dev.saoma.page.web;

import dev.saoma.page.http.CrossOrigin;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.sdk.WindowNotes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /sdk/v1/status}: a site asks how far a window is that it was cut off from. */
final class WindowStatusEndpoint implements Endpoint {
    private final WindowNotes notes;
    private final Predicate<String> origins;

    /** {@code origins}: whether an origin is registered. */
    WindowStatusEndpoint(WindowNotes notes, Predicate<String> origins) {
        this.notes = notes;
        this.origins = origins;
    }

    @Override
    public String path() {
        return Addresses.SDK_STATUS;
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
    public CrossOrigin crossOrigin() {
        return CrossOrigin.REGISTERED;
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.OAUTH;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        String origin = ask.header("Origin")
                .filter(origins)
                .orElseThrow(() ->
                        new HttpError(ErrorCode.FOREIGN_REQUEST, "only scripts of registered origins may ask this"));
        String state =
                ask.form().one("state").orElseThrow(() -> new HttpError(ErrorCode.INVALID_REQUEST, "state is missing"));
        return PageResponse.json(
                200, notes.read(origin, state).map(at -> Map.of("at", at)).orElse(Map.of()));
    }
}
