package dev.saoma.page.view;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colours;
import dev.saoma.page.branding.Colours.Theme;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pool's own name, logo, colours, texts and links, as templates need them. What the pool does not have is null. */
final class Brand {
    private final Branding branding;

    Brand(Branding branding) {
        this.branding = branding;
    }

    /** Returns the colours as a style sheet that follows ours; empty if the pool has none of its own. */
    Optional<byte[]> styleSheet() {
        return branding.ownColours().map(Brand::css).map(css -> css.getBytes(StandardCharsets.UTF_8));
    }

    private static String css(Colours colours) {
        return ":root {\n" + tokens(colours.light()) + "}\n\n@media (prefers-color-scheme: dark) {\n  :root {\n"
                + tokens(colours.dark()) + "  }\n}\n";
    }

    // Colour prints as #rrggbb, so nothing else can get into the style sheet.
    private static String tokens(Theme theme) {
        return "  --accent: " + theme.accent() + ";\n  --strong: " + theme.strong() + ";\n  --strong-hover: "
                + theme.strongHover() + ";\n  --on-strong: " + theme.onStrong() + ";\n  --link: " + theme.link()
                + ";\n  --focus: " + theme.link() + ";\n";
    }

    /** Returns the variables for a page in that language. */
    Map<String, @Nullable Object> variables(Locale locale) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("brandName", branding.ownName().map(DisplayName::of).orElse(null));
        variables.put("brandHeadline", branding.texts().headline().in(locale).orElse(null));
        variables.put("brandNote", branding.texts().note().in(locale).orElse(null));
        variables.put("brandFooter", branding.texts().footer().in(locale).orElse(null));
        variables.put("brandLinks", links(locale));
        return variables;
    }

    private List<Map<String, String>> links(Locale locale) {
        return branding.links().stream()
                .map(link -> Map.of(
                        "label", link.label().in(locale).orElse(""),
                        "url", Links.requireWeb(link.url(), "url").toString()))
                .toList();
    }
}
