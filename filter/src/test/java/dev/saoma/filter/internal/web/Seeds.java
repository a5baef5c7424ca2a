package dev.saoma.filter.internal.web;

import java.nio.charset.StandardCharsets;

/** Reads fuzzed bytes as containers read those of a request line or header: one character each. */
public final class Seeds {
    private Seeds() {}

    /** As many characters as bytes. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }
}
