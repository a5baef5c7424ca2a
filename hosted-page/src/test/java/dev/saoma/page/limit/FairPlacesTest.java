package dev.saoma.page.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairPlacesTest {
    private final FairPlaces places = new FairPlaces(2);

    @Test
    void oneAddress_hasItsPlacesAndNoMore_othersHaveTheirs() {
        FairPlaces.Place first = places.enter(Optional.of("a")).orElseThrow();
        places.enter(Optional.of("a")).orElseThrow();

        assertThat(places.enter(Optional.of("a"))).isEmpty();
        assertThat(places.enter(Optional.of("b"))).isPresent();
        first.close();
        assertThat(places.enter(Optional.of("a"))).isPresent();
        assertThat(places.enter(Optional.of("a"))).isEmpty();
    }

    @Test
    void unknownAddress_isNotEverybodys() {
        for (int i = 0; i < 10; i++) {
            assertThat(places.enter(Optional.empty())).isPresent();
        }
    }
}
