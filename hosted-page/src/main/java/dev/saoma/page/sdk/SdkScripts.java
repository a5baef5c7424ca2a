package dev.saoma.page.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The forms of the SDK's two scripts: one text each, made small by the build, with other ways in and out. Immutable. */
final class SdkScripts {
    private final String script = oneLine(read("saoma.min.js"));
    private final String component = oneLine(read("wechat-login.min.js"));

    /** For {@code <script src>}: one global, {@code Saoma}. */
    String classic() {
        return script + "\n";
    }

    /** For {@code import}. */
    String module() {
        return classic() + "export const { AuthenticationClient, SaomaError } = Saoma;\n";
    }

    /** For {@code require}. One line for each name, as Node.js and bundlers look for them in the text. */
    String commonJs() {
        return classic()
                + "exports.AuthenticationClient = Saoma.AuthenticationClient;\nexports.SaomaError = Saoma.SaomaError;\n";
    }

    /** The component, for {@code import}; beside {@link #module}. */
    String componentModule() {
        return "import { AuthenticationClient } from \"./saoma.js\";\n" + component
                + "\nexport const WeChatLogin = saomaWeChatLogin(AuthenticationClient);\n";
    }

    /** The component, for {@code require}; beside {@link #commonJs}. */
    String componentCommonJs() {
        return "const { AuthenticationClient } = require(\"./saoma.cjs\");\n" + component
                + "\nexports.WeChatLogin = saomaWeChatLogin(AuthenticationClient);\n";
    }

    /** Their types, for what is imported. */
    String types() {
        return read("saoma.d.ts");
    }

    /** The component's types, for what is imported. */
    String componentTypes() {
        return read("wechat-login.d.ts");
    }

    /** The line breaks are there for the sake of editors only, and cost each reader a byte. */
    private static String oneLine(String script) {
        return script.strip().replaceAll("(?<=[\\w$])\n(?=[\\w$])", " ").replace("\n", "");
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
