package dev.saoma.page.view;

import java.nio.charset.StandardCharsets;

/** A complete HTML document. Immutable. */
public final class RenderedPage {
    private final byte[] utf8;

    /** The document in UTF-8; must not be changed. */
    RenderedPage(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** The document in UTF-8; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** The document as text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
