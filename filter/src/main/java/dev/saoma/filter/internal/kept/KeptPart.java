package dev.saoma.filter.internal.kept;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a kept multipart form, in memory. */
final class KeptPart implements Part {
    private final Map<String, String> headers;
    private final byte[] bytes;

    /** @param headers by lower-case name */
    KeptPart(Map<String, String> headers, byte[] bytes) {
        this.headers = headers;
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable String getContentType() {
        return headers.get("content-type");
    }

    @Override
    public String getName() {
        return Multipart.parameter(disposition(), "name").orElse("");
    }

    @Override
    public @Nullable String getSubmittedFileName() {
        return Multipart.parameter(disposition(), "filename").orElse(null);
    }

    private String disposition() {
        return headers.getOrDefault("content-disposition", "");
    }

    @Override
    public long getSize() {
        return bytes.length;
    }

    @Override
    public void write(String fileName) throws IOException {
        Files.write(Paths.get(fileName), bytes);
    }

    @Override
    public void delete() {
        // There is no file to delete.
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Collection<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? Collections.emptyList() : Collections.singletonList(value);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return Collections.unmodifiableSet(headers.keySet());
    }
}
