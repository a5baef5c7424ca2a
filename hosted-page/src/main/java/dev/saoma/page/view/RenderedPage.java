package dev.saoma.page.view;

import java.nio.charset.StandardCharsets;

/** A complete HTML document. Immutable. */
public final class RenderedPage {
    private final byte[] utf8;

    /** Creates a page from UTF-8, which must not be changed afterwards. */
    RenderedPage(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Returns the document in UTF-8, which must not be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** Returns the document as text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
