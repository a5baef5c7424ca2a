package dev.saoma.page.branding;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pool presents itself. Any part may be absent, and then has the built-in look.
 *
 * @param name the name of the page's operator, as shown to people; at most 40 characters
 * @param logo its logo
 * @param colours its colours
 * @param texts texts that replace or complement our own
 * @param links links at the foot of every page, in this order; at most eight
 */
public record Branding(
        @Nullable String name,
        @Nullable Logo logo,
        @Nullable Colours colours,
        BrandTexts texts,
        List<BrandLink> links) {
    /** The built-in look. */
    public static final Branding NONE = new Branding(null, null, null, BrandTexts.NONE, List.of());

    /** Copies the list. */
    public Branding {
        Objects.requireNonNull(texts, "texts");
        links = List.copyOf(links);
    }

    /** Returns the pool's own logo, if any. */
    public Optional<Logo> ownLogo() {
        return Optional.ofNullable(logo);
    }

    /** Returns the pool's own colours, if any. */
    public Optional<Colours> ownColours() {
        return Optional.ofNullable(colours);
    }

    /** Returns the pool's own name, if any. */
    public Optional<String> ownName() {
        return Optional.ofNullable(name);
    }
}
