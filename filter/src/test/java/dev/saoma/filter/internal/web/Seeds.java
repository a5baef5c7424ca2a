package dev.saoma.filter.internal.web;

import java.nio.charset.StandardCharsets;

/** Reads fuzzed bytes as containers read those of a request line or header: one character per byte. */
public final class Seeds {
    private Seeds() {}

    /** Returns as many characters as there are bytes. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }
}
