package dev.saoma.sandbox.sns;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** A JSON object as WeChat writes it: compact, in the order of the calls, slashes escaped, everything else UTF-8. */
final class SnsJson {

    private final JsonObject object = new JsonObject();

    SnsJson put(String name, String value) {
        object.addProperty(name, value);
        return this;
    }

    SnsJson put(String name, long value) {
        object.addProperty(name, value);
        return this;
    }

    SnsJson putEmptyArray(String name) {
        object.add(name, new JsonArray());
        return this;
    }

    @Override
    public String toString() {
        // A slash occurs in strings only, and never after a backslash of its own.
        return object.toString().replace("/", "\\/");
    }
}
