package dev.saoma.page.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void object_isReadAsItIs() {
        String text = "{\"a\":[1,2.50,1e9,true,null,\"中\"],\"b\":{\"a\":{}}}";

        assertThat(StrictJson.object(text)).isEqualTo(JsonParser.parseString(text));
        assertThat(StrictJson.object(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "{\"secret\":1,\"secret\":1}",
                "{\"a\":{\"secret\":1,\"secret\":2}}",
                "{\"a\":[{\"secret\":1,\"secret\":2}]}",
                "{\"secret\":1,\"\\u0073ecret\":2}",
                "{} {}",
                "{}secret",
                "\uFEFF{}",
                "{secret:1}",
                "{'secret':1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\"=1}",
                "{/*secret*/}",
                "{\"a\":\"secret"
            })
    void whatTwoReadersCouldReadDifferently_isRefused(String text) {
        assertThatThrownBy(() -> StrictJson.object(text))
                .isInstanceOf(JsonParseException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void nesting_isReadUpTo32Levels() {
        assertThat(StrictJson.object("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")
                        .has("a"))
                .isTrue();
        assertThatThrownBy(() -> StrictJson.object("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                .isInstanceOf(JsonParseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":TRUE}", "{\"a\":Null}", "{\"a\":\"\t\"}", "{\"a\":\"\\'\"}", "{}\u0000"})
    void whatOnlyLenientReadersTake_isRefused(String text) {
        assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(JsonParseException.class);
    }

    @Test
    void deepNesting_isRefused() {
        String text = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(JsonParseException.class);
    }
}
