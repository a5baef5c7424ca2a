package dev.saoma.page.sdk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A file of the SDK.
 *
 * @param text the content
 * @param contentType the value of the {@code Content-Type} header
 */
public record SdkFile(String text, String contentType) {
    /** Neither may be null. */
    public SdkFile {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(contentType, "contentType");
    }

    /** Returns the content in UTF-8. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the value of {@code integrity="…"} (Subresource Integrity). */
    public String integrity() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-384").digest(bytes());
            return "sha384-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
