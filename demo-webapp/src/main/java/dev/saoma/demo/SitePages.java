package dev.saoma.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The site's files as they are sent: <code>{{name}}</code> becomes the value or the text of that name, escaped, and
 * <code>{{&gt;name}}</code> the part {@code name.html}. The documentation's host names in them become the demonstration's.
 * Thread-safe.
 */
final class SitePages {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(>?)([a-z.-]+)}}");

    private final PageFile.Urls urls;

    SitePages(PageFile.Urls urls) {
        this.urls = urls;
    }

    /** Renders a page without values. */
    String page(String file, Language language) {
        return page(file, language, Map.of());
    }

    /** Renders a page with these values. */
    String page(String file, Language language, Map<String, String> values) {
        return PLACE.matcher(script(file)).replaceAll(place -> {
            String name = place.group(2);
            String text = place.group(1).isEmpty()
                    ? escaped(values.containsKey(name) ? values.get(name) : language.text(name))
                    : page(name + ".html", language, values).stripTrailing();
            return Matcher.quoteReplacement(text);
        });
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns a file without texts. */
    String script(String file) {
        try (InputStream in = SitePages.class.getResourceAsStream("shop/" + file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("https://login.example.cn", urls.page().toString())
                    .replace("https://thirdwx.qlogo.cn", urls.wechat().toString())
                    .replace("https://crm.example.cn", urls.application().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
