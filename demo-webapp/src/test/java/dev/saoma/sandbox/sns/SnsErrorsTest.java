package dev.saoma.sandbox.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.sandbox.ManualClock;
import dev.saoma.sandbox.model.RandomIds;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("error bodies")
class SnsErrorsTest {

    private final ManualClock clock = new ManualClock();
    private final SnsErrors errors = new SnsErrors(clock, new RandomIds());

    @Test
    void everyErrcode_hasMessageAndRid() {
        for (int errcode : SnsErrors.known()) {
            JsonObject body = JsonParser.parseString(errors.body(errcode)).getAsJsonObject();
            assertThat(body.keySet()).containsExactly("errcode", "errmsg");
            assertThat(body.get("errcode").getAsInt()).isEqualTo(errcode);
            assertThat(body.get("errmsg").getAsString())
                    .matches("(?s)[a-z].* rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
        }
    }

    @Test
    void everyListedErrcode_isKnown() {
        assertThat(SnsErrors.known())
                .contains(
                        -1, 40001, 40002, 40003, 40013, 40014, 40029, 40030, 40125, 40163, 40243, 41001, 41002, 41003,
                        41004, 41008, 41009, 42001, 42002, 42003, 42007, 43001, 43003, 45009, 45011, 48001, 48004,
                        50001, 50002);
    }

    @Test
    void firstGroupOfRid_isTheTimeInHexadecimal() {
        String time = Long.toHexString(clock.instant().getEpochSecond());
        assertThat(errors.body(40029)).startsWith("{\"errcode\":40029,\"errmsg\":\"invalid code, rid: " + time + "-");
    }

    @Test
    void invalidGrantType_hasItsNewline() {
        assertThat(errors.body(40002)).startsWith("{\"errcode\":40002,\"errmsg\":\"invalid grant_type\\n, rid: ");
    }

    @Test
    void quotaMessage_hasNoComma() {
        assertThat(errors.body(45009))
                .startsWith("{\"errcode\":45009,\"errmsg\":\"reach max api daily quota limit rid: ");
    }

    @Test
    void unknownErrcode_isRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnsErrors.requireKnown(4711))
                .withMessageContaining("4711")
                .withMessageContaining("40029");
    }
}
