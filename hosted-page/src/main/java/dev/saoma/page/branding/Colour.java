package dev.saoma.page.branding;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An opaque sRGB colour.
 *
 * @param rgb 0xRRGGBB
 * @see "WCAG 2.2, relative luminance and contrast ratio"
 */
public record Colour(int rgb) {
    /** White. */
    public static final Colour WHITE = new Colour(0xffffff);
    /** Nearly black, the colour of text. */
    public static final Colour INK = new Colour(0x0b1210);

    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6})");
    private static final int STEPS = 100;

    /** Reads {@code #rrggbb}. */
    public static Optional<Colour> of(String text) {
        var matcher = HEX.matcher(text);
        return matcher.matches() ? Optional.of(new Colour(Integer.parseInt(matcher.group(1), 16))) : Optional.empty();
    }

    /** Returns the contrast, from 1 (the same) to 21 (black and white). */
    public double contrast(Colour other) {
        double mine = luminance();
        double theirs = other.luminance();
        return (Math.max(mine, theirs) + 0.05) / (Math.min(mine, theirs) + 0.05);
    }

    /**
     * Returns this colour, or the nearest one towards {@code end} whose contrast to {@code ground} is at least {@code ratio}.
     */
    Colour untilReadable(Colour ground, double ratio, Colour end) {
        for (int step = 0; step < STEPS; step++) {
            Colour mixed = mixed(end, (double) step / STEPS);
            if (mixed.contrast(ground) >= ratio) {
                return mixed;
            }
        }
        return end;
    }

    /** Returns a mixture: {@code share} of {@code other}, and the rest of this colour. */
    Colour mixed(Colour other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = channel(shift) * (1 - share) + other.channel(shift) * share;
            mixed |= (int) Math.round(channel) << shift;
        }
        return new Colour(mixed);
    }

    private double luminance() {
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
    }

    private double linear(int shift) {
        double value = channel(shift) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private int channel(int shift) {
        return rgb >> shift & 0xff;
    }

    @Override
    public String toString() {
        return String.format("#%06x", rgb);
    }
}
