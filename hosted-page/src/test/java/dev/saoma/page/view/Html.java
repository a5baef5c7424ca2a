package dev.saoma.page.view;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Inspects HTML that we wrote ourselves, so simple patterns suffice. */
final class Html {

    private Html() {}

    static List<String> tags(String html, String name) {
        return matches(html, "(<" + name + "(?:\\s[^>]*)?>)");
    }

    static List<String> allTags(String html) {
        return matches(html, "(<[a-z][^>]*>)");
    }

    /** Returns the first group of every match. */
    static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
