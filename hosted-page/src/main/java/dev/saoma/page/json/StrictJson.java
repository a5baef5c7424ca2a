package dev.saoma.page.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/**
 * Reads a JSON object, and refuses what two readers could understand differently: a repeated member, text after the object, a
 * byte order mark, comments and all other lenient syntax, deep nesting.
 *
 * @see "RFC 8259, 4; RFC 8725, 3.10"
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 32;

    private StrictJson() {}

    /** @throws JsonParseException if the text is not exactly one JSON object; the message does not quote it */
    public static JsonObject object(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(MAX_DEPTH);
            // The reader would skip a byte order mark.
            if (text.startsWith("\uFEFF") || reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new JsonParseException("a JSON object is expected");
            }
            JsonObject object = readObject(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("there is text after the JSON object");
            }
            return object;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            // Messages of the library quote its input.
            throw new JsonParseException(
                    "not a strict JSON object (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static JsonElement read(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readObject(reader);
            case BEGIN_ARRAY -> readArray(reader);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw new JsonParseException("unexpected " + reader.peek());
        };
    }

    private static JsonObject readObject(JsonReader reader) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new JsonParseException("a member is repeated");
            }
            object.add(name, read(reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray readArray(JsonReader reader) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(read(reader));
        }
        reader.endArray();
        return array;
    }
}
