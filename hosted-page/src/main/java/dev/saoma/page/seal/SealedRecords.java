package dev.saoma.page.seal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.saoma.page.json.KnownEnums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Seals records of one type as short texts, for cookies, addresses and forms: as JSON, which is compressed if it is long.
 * Thread-safe.
 */
public final class SealedRecords<T> {
    /** Compressing shorter ones saves little. */
    private static final int COMPRESSED_FROM = 768;
    /** Far more than is ever sealed here. */
    private static final int MAX_BYTES = 64 * 1024;
    /** The JSON of a record begins with a brace, and compressed data never does. */
    private static final byte JSON = '{';

    private final Sealer sealer;
    private final Class<T> type;
    private final Gson gson = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapterFactory(new KnownEnums())
            .create();

    /** Creates the codec for {@code type}. */
    public SealedRecords(Sealer sealer, Class<T> type) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.type = type;
    }

    /** Seals the record; it opens only for the same {@code purpose} and before {@code expires} (to the second). */
    public String seal(String purpose, T value, Instant expires) {
        byte[] json = gson.toJson(value).getBytes(StandardCharsets.UTF_8);
        return sealer.seal(purpose, json.length < COMPRESSED_FROM ? json : compressed(json), expires);
    }

    /** Opens a record; empty if {@link Sealer#open} fails, or another version wrote it in an unreadable format. */
    public Optional<T> open(String purpose, String sealed) {
        return sealer.open(purpose, sealed).flatMap(this::read);
    }

    private Optional<T> read(byte[] content) {
        try {
            byte[] json = content.length > 0 && content[0] == JSON ? content : expanded(content);
            return Optional.ofNullable(gson.fromJson(new String(json, StandardCharsets.UTF_8), type));
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }

    private static byte[] compressed(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Never: everything is in memory.
        }
        return out.toByteArray();
    }

    private static byte[] expanded(byte[] content) throws IOException {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(content))) {
            return inflater.readNBytes(MAX_BYTES);
        }
    }
}
