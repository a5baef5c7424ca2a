package dev.saoma.page.view;

import java.net.URI;
import java.util.Map;

/**
 * A form that posts itself.
 *
 * @param target the address that it posts to
 * @param fields the names and values of its fields
 */
public record FormPostPage(URI target, Map<String, String> fields) {

    /** @throws IllegalArgumentException if {@code target} is neither http, https nor relative */
    public FormPostPage {
        Links.requireWeb(target, "target");
        fields = Map.copyOf(fields);
    }
}
