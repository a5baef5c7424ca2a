package dev.saoma.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxeTurnTest {
    private static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");
    private static final List<Integer> WIDTHS = List.of(320, 768, 1280);

    private static Stream<AxeTurn> turns(int from, int to, List<String> languages, List<Integer> widths) {
        return IntStream.range(from, to).mapToObj(page -> new AxeTurn(page, languages, widths));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "3, 2", "2, 2", "1, 3"})
    void asManyPagesAsCombinations_meetEachOfThem(int languages, int widths) {
        assertThat(turns(0, languages * 2 * widths, LANGUAGES.subList(0, languages), WIDTHS.subList(0, widths))
                        .map(turn -> List.of(turn.language(), turn.theme(), turn.width())))
                .doesNotHaveDuplicates();
    }

    @Test
    void anySixPagesInARow_meetEachLanguageThemeAndWidth() {
        for (int first = 0; first < 18; first++) {
            assertThat(turns(first, first + 6, LANGUAGES, WIDTHS).map(AxeTurn::language))
                    .containsAll(LANGUAGES);
            assertThat(turns(first, first + 6, LANGUAGES, WIDTHS).map(AxeTurn::theme))
                    .containsAll(AxeTurn.THEMES);
            assertThat(turns(first, first + 6, LANGUAGES, WIDTHS).map(AxeTurn::width))
                    .containsAll(WIDTHS);
        }
    }
}
