package dev.saoma.e2e.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks that the documentation shows after a comment {@code <!-- tested: NAME -->}, word for word. */
public final class Snippet {
    private static final Path DOCS = Path.of("..", "docs");

    private Snippet() {}

    /** Returns the text of the one code block of that name on that page. */
    public static String of(String page, String name) throws IOException {
        Matcher found = Pattern.compile(
                        "<!-- tested: " + Pattern.quote(name) + " -->\n```\\w*\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve(page)));
        if (!found.find()) {
            throw new IllegalStateException("docs/" + page + " shows nothing that is tested as " + name);
        }
        return found.group(1);
    }

    /** Returns the text with that part replaced, which must occur. */
    public static String replaced(String text, String part, Object replacement) {
        if (!text.contains(part)) {
            throw new IllegalStateException("no " + part + " in\n" + text);
        }
        return text.replace(part, replacement.toString());
    }
}
