package dev.saoma.page.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;

/** A text is one strict JSON object, which reads the same after it is written, or is refused with the one exception. */
class StrictJsonFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void json(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        JsonObject object;
        try {
            object = StrictJson.object(text);
        } catch (JsonParseException e) {
            return;
        }
        String written = new GsonBuilder().serializeNulls().create().toJson(object);
        assertThat(StrictJson.object(written)).isEqualTo(object);
    }
}
