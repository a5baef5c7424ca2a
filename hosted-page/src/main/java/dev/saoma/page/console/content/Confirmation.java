package dev.saoma.page.console.content;

import java.util.Map;

/**
 * The content of the page that asks to confirm a dangerous write.
 *
 * @param what names the texts {@code confirm.WHAT.title}, {@code .text} and {@code .button}
 * @param about the object: its {@code id}, {@code name} and {@code version}, and a {@code shortId} if it has one
 * @param typedName the name to type, as the route of the write expects it
 * @param action path of the write
 * @param back address of the page to return to
 * @param more further template variables, which override those from the other components
 */
public record Confirmation(
        String what, Map<String, ?> about, String typedName, String action, String back, Map<String, ?> more) {
    /** Creates a confirmation without further variables. */
    public Confirmation(String what, Map<String, ?> about, String typedName, String action, String back) {
        this(what, about, typedName, action, back, Map.of());
    }
}
