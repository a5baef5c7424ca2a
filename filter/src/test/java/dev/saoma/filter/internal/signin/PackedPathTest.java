package dev.saoma.filter.internal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PackedPathTest {
    @Property
    void path_isUnpackedAsItWas(@ForAll @CharRange(from = '!', to = '~') @StringLength(max = 3072) String path) {
        byte[] packed = PendingSignIn.pack("/" + path);

        assertThat(packed.length).isLessThanOrEqualTo(2 + 3072 * 7 / 8 + 1);
        assertThat(PendingSignIn.unpack(packed)).isEqualTo("/" + path);
    }

    @Test
    void pathOfAnOlderVersion_isRead() {
        assertThat(PendingSignIn.unpack("/orders/7".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("/orders/7");
        assertThat(PendingSignIn.unpack(new byte[0])).isEmpty();
    }
}
