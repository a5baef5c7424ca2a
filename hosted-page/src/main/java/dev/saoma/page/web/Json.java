package dev.saoma.page.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.saoma.page.http.PageResponse;

/** JSON that says {@code null} where something is not there; {@link PageResponse#json} leaves it out. */
final class Json {
    private static final Gson WITH_NULLS =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    static String withNulls(Object value) {
        return WITH_NULLS.toJson(value);
    }
}
