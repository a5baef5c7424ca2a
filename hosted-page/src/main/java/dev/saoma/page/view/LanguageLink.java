package dev.saoma.page.view;

import java.util.Objects;

/**
 * One language that the page can be shown in.
 *
 * @param tag BCP 47 language tag, such as {@code zh-CN}
 * @param label the language's own name, such as {@code 中文}
 * @param url the same page in that language
 * @param current whether the page is currently shown in it
 */
public record LanguageLink(String tag, String label, String url, boolean current) {

    /** @throws IllegalArgumentException if {@code url} is neither http, https nor relative */
    public LanguageLink {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(label, "label");
        Links.requireWeb(url, "url");
    }
}
