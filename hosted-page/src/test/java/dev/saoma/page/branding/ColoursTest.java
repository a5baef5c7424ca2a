package dev.saoma.page.branding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColoursTest {
    private static final Colour LIGHTEST = Colour.WHITE;
    private static final Colour LIGHT_GROUND = new Colour(0xf3f5f4);
    private static final Colour DARK_GROUND = new Colour(0x222824);
    private static final Colour DARKEST = new Colour(0x101412);

    static IntStream anyColour() {
        return IntStream.concat(
                IntStream.of(0, 0xffffff, 0x07c160, 0xffff00, 0x0000ff, 0x777777, 0x767676),
                new Random(20).ints(200, 0, 0x1000000));
    }

    @ParameterizedTest
    @CsvSource({"#000000, #ffffff, 21", "#777777, #ffffff, 4.48", "#ff0000, #ffffff, 4.00", "#07c160, #ffffff, 2.38"})
    @DisplayName("WCAG 2.2: contrast ratios as everybody computes them")
    void contrast_isThatOfWcag(String one, String other, double ratio) {
        Colour a = Colour.of(one).orElseThrow();
        Colour b = Colour.of(other).orElseThrow();

        assertThat(a.contrast(b)).isCloseTo(ratio, within(0.01)).isEqualTo(b.contrast(a));
    }

    @ParameterizedTest
    @MethodSource("anyColour")
    @DisplayName("WCAG 2.2, 1.4.3 and 1.4.11: whatever colour is chosen, everything can be read")
    void everyAccent_givesReadableThemes(int rgb) {
        Colours colours = Colours.of(new Colour(rgb), Optional.empty(), Optional.empty());

        readable(colours.light(), LIGHT_GROUND, LIGHTEST);
        readable(colours.dark(), DARK_GROUND, DARKEST);
    }

    private static void readable(Colours.Theme theme, Colour... grounds) {
        assertThat(theme.strong().contrast(theme.onStrong())).isGreaterThanOrEqualTo(4.5);
        assertThat(theme.strongHover().contrast(theme.onStrong())).isGreaterThanOrEqualTo(4.5);
        for (Colour ground : grounds) {
            assertThat(theme.link().contrast(ground)).isGreaterThanOrEqualTo(4.5);
            assertThat(theme.strong().contrast(ground)).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void colourThatIsReadable_staysAsChosen() {
        Colour blue = new Colour(0x0052d9);

        Colours.Theme light =
                Colours.of(blue, Optional.empty(), Optional.empty()).light();

        assertThat(light.link()).isEqualTo(blue);
        assertThat(light.strong()).isEqualTo(blue);
        assertThat(light.onStrong()).isEqualTo(Colour.WHITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#fff", "0052d9", "#0052d9ff", "#0052dg", "rgb(0,0,0)", "#0052d9;}"})
    void anythingElse_isNoColour(String text) {
        assertThat(Colour.of(text)).isEmpty();
        assertThat(Colour.of("#0052D9")).hasValueSatisfying(c -> assertThat(c).hasToString("#0052d9"));
    }
}
