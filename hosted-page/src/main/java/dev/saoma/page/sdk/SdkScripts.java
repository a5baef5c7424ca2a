package dev.saoma.page.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The browser SDK and its component as the build has made them, in each form that a site may load. Immutable. */
final class SdkScripts {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    /** The script for {@code <script src>}: one global, {@code Saoma}. */
    String classic() {
        return script("saoma.global.js");
    }

    /** The script for {@code import}. */
    String module() {
        return script("saoma.js");
    }

    /** The script for {@code require}. */
    String commonJs() {
        return script("saoma.cjs");
    }

    /** The component, for {@code import}; beside {@link #module}. */
    String componentModule() {
        return script("wechat-login.js");
    }

    /** The component, for {@code require}; beside {@link #commonJs}. */
    String componentCommonJs() {
        return script("wechat-login.cjs");
    }

    /** Their types, for what is imported. */
    String types() {
        return read("saoma.d.ts");
    }

    /** The component's types, for what is imported. */
    String componentTypes() {
        return read("wechat-login.d.ts");
    }

    /** Returns the script in one line, to save bytes, and in ASCII, which no server's charset can corrupt. */
    private static String script(String file) {
        String oneLine =
                read(file).strip().replaceAll("(?<=[\\w$])\n(?=[\\w$])", " ").replace("\n", "");
        return NOT_ASCII
                        .matcher(oneLine)
                        .replaceAll(found ->
                                String.format("\\\\u%04x", (int) found.group().charAt(0)))
                + "\n";
    }

    private static String read(String file) {
        try (InputStream in = SdkScripts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
