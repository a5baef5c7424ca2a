package dev.saoma.page.json;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses names of enum constants that this version does not know. Gson reads them as null, so that what a newer version wrote
 * would be taken for something else.
 */
public final class KnownEnums implements TypeAdapterFactory {
    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (!Enum.class.isAssignableFrom(type.getRawType())) {
            return null;
        }
        TypeAdapter<T> usual = gson.getDelegateAdapter(this, type);
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                usual.write(out, value);
            }

            @Override
            public @Nullable T read(JsonReader in) throws IOException {
                boolean isNull = in.peek() == JsonToken.NULL;
                T value = usual.read(in);
                if (value == null && !isNull) {
                    throw new JsonParseException("a constant of " + type + " that is not known here");
                }
                return value;
            }
        };
    }
}
