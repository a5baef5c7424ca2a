package dev.saoma.page.branding;

import java.util.Optional;

/**
 * The colours of a pool in both themes, derived so that each has the contrast that WCAG 2.2 AA requires.
 *
 * @param light the colours on light ground
 * @param dark the colours on dark ground
 */
public record Colours(Theme light, Theme dark) {
    /** The contrast that text requires (1.4.3). */
    public static final double TEXT = 4.5;
    /** The contrast that shapes require (1.4.11). */
    public static final double SHAPE = 3;

    /** The darkest ground of the light theme; what is readable on it is readable everywhere. */
    public static final Colour LIGHT_GROUND = new Colour(0xf3f5f4);
    /** The lightest ground of the dark theme; what is readable on it is readable everywhere. */
    public static final Colour DARK_GROUND = new Colour(0x222824);

    /**
     * The colours of one theme.
     *
     * @param accent the chosen colour, for shapes without text
     * @param strong background of the main button; distinct from the page
     * @param strongHover background of that button under the pointer
     * @param onStrong text on both backgrounds
     * @param link links on the ground of the page, and the focus ring
     */
    public record Theme(Colour accent, Colour strong, Colour strongHover, Colour onStrong, Colour link) {}

    /**
     * Derives all colours from one, or from one for each theme.
     *
     * @param onAccent text on the light theme's button; computed if absent
     */
    public static Colours of(Colour accent, Optional<Colour> accentDark, Optional<Colour> onAccent) {
        return new Colours(
                theme(accent, onAccent, LIGHT_GROUND, Colour.INK),
                theme(accentDark.orElse(accent), Optional.empty(), DARK_GROUND, Colour.WHITE));
    }

    private static Theme theme(Colour accent, Optional<Colour> chosen, Colour ground, Colour away) {
        Colour strong = accent.untilReadable(ground, SHAPE, away);
        Colour on = chosen.orElseGet(() -> on(strong));
        Colour hover = strong.mixed(away, 0.12);
        return new Theme(
                accent,
                strong,
                hover.contrast(on) >= TEXT ? hover : strong,
                on,
                accent.untilReadable(ground, TEXT, away));
    }

    /**
     * Returns white if it is readable on the ground, otherwise nearly black or, if that is not readable either, black.
     */
    static Colour on(Colour ground) {
        if (ground.contrast(Colour.WHITE) >= TEXT) {
            return Colour.WHITE;
        }
        return ground.contrast(Colour.INK) >= TEXT ? Colour.INK : new Colour(0);
    }
}
