package dev.saoma.page.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** JSON that says {@code null} where something is not there; {@link Answer#json} leaves it out. */
final class Json {
    private static final Gson WITH_NULLS =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    static String withNulls(Object value) {
        return WITH_NULLS.toJson(value);
    }
}
