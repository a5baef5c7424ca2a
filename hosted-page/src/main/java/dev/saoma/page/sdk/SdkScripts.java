package dev.saoma.page.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The browser SDK and its component as the build produced them, in each form that a site may load. Immutable. */
final class SdkScripts {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    /** Returns the script for {@code <script src>}, with one global, {@code Saoma}. */
    String classic() {
        return script("saoma.global.js");
    }

    /** Returns the script for {@code import}. */
    String module() {
        return script("saoma.js");
    }

    /** Returns the script for {@code require}. */
    String commonJs() {
        return script("saoma.cjs");
    }

    /** Returns the component for {@code import}, which needs {@link #module} beside it. */
    String componentModule() {
        return script("wechat-login.js");
    }

    /** Returns the component for {@code require}, which needs {@link #commonJs} beside it. */
    String componentCommonJs() {
        return script("wechat-login.cjs");
    }

    /** Returns the types of the script. */
    String types() {
        return read("saoma.d.ts");
    }

    /** Returns the types of the component. */
    String componentTypes() {
        return read("wechat-login.d.ts");
    }

    /** Returns the script on one line, to save bytes, and in ASCII, which no charset of a server can corrupt. */
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
