package dev.saoma.page.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.saoma.page.json.KnownEnums;
import dev.saoma.page.limit.LogBudget;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Converts records to and from the text that a {@link Store} keeps. */
public final class Json {
    private static final LogBudget LOG = new LogBudget(LoggerFactory.getLogger(Json.class));
    private static final Gson GSON =
            new GsonBuilder().registerTypeAdapterFactory(new KnownEnums()).create();

    private Json() {}

    /** Returns {@code value} as JSON. */
    public static String text(Object value) {
        return GSON.toJson(value);
    }

    /** Returns the record; empty, with an error in the log, if this version cannot read what another version wrote. */
    public static <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.ofNullable(GSON.fromJson(text, type));
        } catch (JsonParseException e) {
            LOG.error(
                    "the store holds a {} that this version cannot read; it is treated as absent",
                    type.getSimpleName());
            return Optional.empty();
        }
    }
}
