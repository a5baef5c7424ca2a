package dev.saoma.page.view;

import java.net.URI;
import java.util.Map;

/**
 * A form that posts itself.
 *
 * @param target where to; http or https
 * @param fields what
 */
public record FormPostPage(URI target, Map<String, String> fields) {

    /** @throws IllegalArgumentException if {@code target} is neither http, https nor relative */
    public FormPostPage {
        Links.requireWeb(target, "target");
        fields = Map.copyOf(fields);
    }
}
