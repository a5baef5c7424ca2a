package dev.saoma.filter.internal.oidc;

import com.google.gson.stream.JsonWriter;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.Deserializer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON for jjwt, which would otherwise search the class path of the application for a reader, and writes it. */
final class Json {
    /** As strict as everything else that is read from outside. */
    static final Deserializer<Map<String, ?>> READER = new AbstractDeserializer<Map<String, ?>>() {
        @Override
        protected Map<String, ?> doDeserialize(Reader reader) throws IOException {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1024];
            for (int read; (read = reader.read(buffer)) >= 0; ) {
                text.append(buffer, 0, read);
            }
            return StrictJson.object(text.toString());
        }
    };

    private Json() {}

    /** Returns the text of a value made of maps, collections, texts and numbers. */
    static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            write(value, writer);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonWriter writer) throws IOException {
        if (value instanceof Map) {
            writer.beginObject();
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                writer.name(String.valueOf(member.getKey()));
                write(member.getValue(), writer);
            }
            writer.endObject();
        } else if (value instanceof Collection) {
            writer.beginArray();
            for (Object element : (Collection<?>) value) {
                write(element, writer);
            }
            writer.endArray();
        } else if (value instanceof Number) {
            writer.value((Number) value);
        } else {
            writer.value(value == null ? null : value.toString());
        }
    }
}
