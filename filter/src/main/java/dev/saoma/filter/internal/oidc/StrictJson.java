package dev.saoma.filter.internal.oidc;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object into JDK types (String, Long, Double, Boolean, List, Map). Refuses what two parsers could read
 * differently: a repeated member, trailing text, comments, lenient syntax, numbers out of range.
 *
 * @see "RFC 8725, 3.10; RFC 7159, 4"
 */
final class StrictJson {
    private static final int MAX_DEPTH = 16;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private StrictJson() {}

    /** @throws IOException if the text is not exactly one JSON object; the message does not quote it */
    static Map<String, @Nullable Object> object(String text) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(MAX_DEPTH);
            // The reader would skip a byte order mark.
            if (text.startsWith("\ufeff") || reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IOException("expected a JSON object");
            }
            Map<String, @Nullable Object> object = readObject(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("text after the JSON object");
            }
            return object;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            // Messages of the library quote its input.
            throw new IOException("not a strict JSON object (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static @Nullable Object read(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT:
                return readObject(reader);
            case BEGIN_ARRAY:
                return readArray(reader);
            case STRING:
                return reader.nextString();
            case NUMBER:
                return number(reader.nextString());
            case BOOLEAN:
                return reader.nextBoolean();
            case NULL:
                reader.nextNull();
                return null;
            default:
                throw new IOException("unexpected " + reader.peek());
        }
    }

    private static Map<String, @Nullable Object> readObject(JsonReader reader) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.containsKey(name)) {
                throw new IOException("repeated member");
            }
            object.put(name, read(reader));
        }
        reader.endObject();
        return object;
    }

    private static List<@Nullable Object> readArray(JsonReader reader) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(read(reader));
        }
        reader.endArray();
        return array;
    }

    private static Number number(String literal) throws IOException {
        if (WHOLE.matcher(literal).matches()) {
            return Long.valueOf(literal);
        }
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            throw new IOException("number out of range");
        }
        return value;
    }
}
