package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void object_becomesJdkTypes() throws Exception {
        assertThat(StrictJson.object("{\"a\":1,\"b\":1.5,\"c\":\"中\",\"d\":[true,null,{\"e\":-2}]}"))
                .isEqualTo(Map.of("a", 1L, "b", 1.5, "c", "中", "d", Arrays.asList(true, null, Map.of("e", -2L))));
    }

    @ParameterizedTest
    @DisplayName("G37, T10: what two readers could understand differently")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":1e999}",
                "{\"a\":01}",
                "{\"a\":1 /* */}",
                "{\"a\"=1}",
                "{\"a\":1;\"b\":2}",
                ")]}'\n{\"a\":1}",
                "\ufeff{\"a\":1}",
                "{\"a\":TRUE}",
                "{\"a\":\"\\x\"}"
            })
    void anythingLoose_isRefused(String text) {
        assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("T12: sixteen levels are read, seventeen are not")
    void lastDepth_isRead() throws IOException {
        assertThat(StrictJson.object("{\"a\":".repeat(15) + "{}" + "}".repeat(15)))
                .containsKey("a");
        assertThatThrownBy(() -> StrictJson.object("{\"a\":".repeat(16) + "{}" + "}".repeat(16)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void nullBesideOthers_isKept() throws IOException {
        assertThat(StrictJson.object("{\"a\":null,\"b\":1}"))
                .containsEntry("a", null)
                .containsEntry("b", 1L);
    }

    @Test
    @DisplayName("T12: ten thousand levels deep")
    void deepNesting_isRefused() {
        assertThatThrownBy(() -> StrictJson.object("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void hugeInteger_isNoLong() throws Exception {
        assertThat(StrictJson.object("{\"a\":99999999999999999999,\"b\":1e300,\"c\":1e3}"))
                .containsEntry("b", 1e300)
                .containsEntry("c", 1000.0)
                .extractingByKey("a")
                .isInstanceOf(Double.class);
    }

    @Property(tries = 1000)
    void anyText_isReadOrRefused(@ForAll String text) {
        try {
            assertThat(StrictJson.object(text)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("not a strict JSON object");
        }
    }

    @Property(tries = 300)
    void whatGsonWrites_isRead(@ForAll Map<String, List<Integer>> value) throws Exception {
        assertThat(StrictJson.object(new Gson().toJson(value))).hasSize(value.size());
    }
}
