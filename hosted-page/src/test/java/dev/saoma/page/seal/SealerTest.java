package dev.saoma.page.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.support.MutableClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final byte[] CONTENT = "something".getBytes(StandardCharsets.UTF_8);

    private final MutableClock clock = MutableClock.atNow();
    private final SealKey first = key(1);
    private final SealKey second = key(2);

    private static SealKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SealKey.of(bytes);
    }

    private Sealer sealer(SealKey... keys) {
        return new Sealer(List.of(keys), "owner", clock, new SecureRandom());
    }

    private String sealed(SealKey key) {
        return sealer(key).seal("purpose", CONTENT, clock.instant().plusSeconds(60));
    }

    @Property
    void anything_opensAsItWasSealed(@ForAll byte[] content, @ForAll String purpose) {
        String sealed = sealer(first).seal(purpose, content, clock.instant().plusSeconds(60));

        assertThat(sealed).matches("[A-Za-z0-9_-]+");
        assertThat(sealer(first).open(purpose, sealed)).contains(content);
    }

    @Property
    @Label("G46: every bit counts")
    void anyBitChanged_doesNotOpen(@ForAll @IntRange(max = 1_000_000) int at) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed(first));
        int bit = at % (bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(sealer(first).open("purpose", Base64.getUrlEncoder().encodeToString(bytes)))
                .isEmpty();
    }

    @Property
    @Label("G46: foreign text is as if it were not there")
    void anyText_doesNotOpen(@ForAll String text) {
        assertThat(sealer(first).open("purpose", text)).isEmpty();
    }

    @Property
    void anyBytes_doNotOpen(@ForAll byte[] bytes) {
        assertThat(sealer(first).open("purpose", Base64.getUrlEncoder().encodeToString(bytes)))
                .isEmpty();
    }

    @Test
    @DisplayName("G46: what is sealed for one purpose does not open for another")
    void otherPurpose_doesNotOpen() {
        assertThat(sealer(first).open("purpose2", sealed(first))).isEmpty();
    }

    @Test
    void sealOfAnotherOwner_doesNotOpenWithTheSameKey() {
        Sealer other = new Sealer(List.of(first), "other owner", clock, new SecureRandom());

        assertThat(other.open("purpose", sealed(first))).isEmpty();
    }

    @Test
    void endOfLife_doesNotOpen() {
        String sealed = sealed(first);
        clock.advance(Duration.ofSeconds(59));
        assertThat(sealer(first).open("purpose", sealed)).isPresent();

        clock.advance(Duration.ofSeconds(1));
        assertThat(sealer(first).open("purpose", sealed)).isEmpty();
    }

    @Test
    @DisplayName("Y5: an old key still opens; one that was removed does not")
    void rotatedKey_opensWhileItIsKept() {
        String old = sealed(first);

        assertThat(sealer(second, first).open("purpose", old)).contains(CONTENT);
        assertThat(sealer(first)
                        .open(
                                "purpose",
                                sealer(second, first)
                                        .seal(
                                                "purpose",
                                                CONTENT,
                                                clock.instant().plusSeconds(9))))
                .as("the first key seals")
                .isEmpty();
        assertThat(sealer(second).open("purpose", old)).isEmpty();
    }

    @Test
    void sameContent_isSealedDifferentlyEachTime() {
        assertThat(sealed(first)).isNotEqualTo(sealed(first));
    }

    @Test
    void wrongKeys_areRefused() {
        assertThatThrownBy(() -> SealKey.of(new byte[31])).hasMessageContaining("32 expected");
        assertThatThrownBy(() -> sealer()).hasMessageContaining("at least one");
    }
}
