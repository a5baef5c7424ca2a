package dev.saoma.page.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    enum Colour {
        RED,
        GREEN
    }

    record Coloured(Colour colour, String name) {}

    record Value(String name, int number) {}

    @Test
    void record_isReadAsItWasWritten() {
        assertThat(Json.read(Json.text(new Value("张伟", 7)), Value.class)).contains(new Value("张伟", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{\"number\":\"x\"}", "7"})
    void whatIsNoSuchRecord_isAbsent(String text) {
        assertThat(Json.read(text, Value.class)).isEmpty();
    }

    @Test
    void constantOfANewerVersion_makesTheRecordAbsent() {
        assertThat(Json.read("{\"colour\":\"GREEN\",\"name\":\"x\"}", Coloured.class))
                .contains(new Coloured(Colour.GREEN, "x"));
        assertThat(Json.read("{\"colour\":null,\"name\":\"x\"}", Coloured.class))
                .isPresent();
        assertThat(Json.read("{\"colour\":\"BLUE\",\"name\":\"x\"}", Coloured.class))
                .isEmpty();
    }

    @Test
    void nothing_isAbsent() {
        assertThat(Json.read("", Value.class)).isEmpty();
        assertThat(Json.read("null", Value.class)).isEmpty();
    }
}
