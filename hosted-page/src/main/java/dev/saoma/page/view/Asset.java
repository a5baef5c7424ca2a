package dev.saoma.page.view;

import java.util.Objects;

/**
 * A file that our pages load: style sheet, script or logo. Its name contains a hash of its content, so it may be cached for
 * ever.
 *
 * @param bytes the content; copied in and out
 * @param contentType the value of the {@code Content-Type} header
 */
public record Asset(byte[] bytes, String contentType) {

    public Asset {
        bytes = bytes.clone();
        Objects.requireNonNull(contentType, "contentType");
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }
}
