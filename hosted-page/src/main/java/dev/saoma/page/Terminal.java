package dev.saoma.page;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the charset to write to a terminal. Where the locale that the environment names is not installed, or is
 * {@code POSIX}, Java writes ASCII and a question mark for everything else; the terminal itself nearly always shows more.
 */
final class Terminal {
    private static final String CHINESE = "授权回调域";

    private Terminal() {}

    /** Returns standard output or error in a charset that the terminal understands. */
    static PrintStream stream(FileDescriptor to, PrintStream otherwise, Map<String, String> environment) {
        Charset javas = ofJava();
        Charset better = charset(javas, environment);
        return better.equals(javas) ? otherwise : new PrintStream(new FileOutputStream(to), true, better);
    }

    /** Returns the charset in which Java writes standard output. */
    static Charset ofJava() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
    }

    /**
     * Returns the charset to write in: {@code javas} unless that is ASCII, then the locale's if it has Chinese, otherwise
     * UTF-8.
     */
    static Charset charset(Charset javas, Map<String, String> environment) {
        return javas.equals(StandardCharsets.US_ASCII)
                ? named(environment).filter(Terminal::showsChinese).orElse(StandardCharsets.UTF_8)
                : javas;
    }

    /** Whether Chinese can be written in that charset. */
    static boolean showsChinese(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode(CHINESE);
    }

    private static Optional<Charset> named(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .filter(value -> value.indexOf('.') >= 0)
                .map(value -> value.substring(value.indexOf('.') + 1).replaceAll("@.*", ""))
                .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9+.:_-]*") && Charset.isSupported(name))
                .map(Charset::forName);
    }
}
