package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G37: any text is one strict JSON object, read the same after it is written, or refused by the documented exception.
 */
class StrictJsonFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void json(byte[] input) throws IOException {
        Map<String, @Nullable Object> object;
        try {
            object = StrictJson.object(new String(input, StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("not a strict JSON object");
            return;
        }
        String written =
                new com.google.gson.GsonBuilder().serializeNulls().create().toJson(object);
        assertThat(StrictJson.object(written)).isEqualTo(object);
    }
}
