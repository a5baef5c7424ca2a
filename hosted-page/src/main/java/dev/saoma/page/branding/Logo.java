package dev.saoma.page.branding;

import dev.saoma.page.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A picture, whose type is recognised by its first bytes and not by its name. Immutable. */
public final class Logo {
    /** The largest size accepted, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int HEAD = 1024;

    private final byte[] bytes;
    private final String contentType;
    private final String extension;

    private Logo(byte[] bytes, String contentType, String extension) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.extension = extension;
    }

    /** Recognises a picture; empty if it is neither SVG nor PNG, JPEG or WebP, or too large. */
    public static Optional<Logo> of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        byte[] copy = bytes.clone();
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(new Logo(copy, "image/png", "png"));
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(new Logo(copy, "image/jpeg", "jpg"));
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of(new Logo(copy, "image/webp", "webp"));
        }
        return head.contains("<svg") ? Optional.of(new Logo(copy, "image/svg+xml", "svg")) : Optional.empty();
    }

    /** Returns a copy of the picture. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the media type, such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** Returns a file name that changes with the content, such as {@code brand-logo.0123456789abcdef.png}. */
    public String fileName() {
        return "brand-logo." + hash().substring(0, 16) + "." + extension;
    }

    private String hash() {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Logo logo && MessageDigest.isEqual(bytes, logo.bytes);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Logo[" + contentType + ", " + bytes.length + " bytes]";
    }
}
