package dev.saoma.filter.internal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PendingSignInTest {
    private final PendingSignIn pending = PendingSignIn.create(new SecureRandom(), "/orders/7?a=1");

    @Test
    void whatTheCookieKeeps_comesBack() {
        PendingSignIn read = PendingSignIn.decode(pending.encode());

        assertThat(read.state()).isEqualTo(pending.state());
        assertThat(read.nonce()).isEqualTo(pending.nonce());
        assertThat(read.codeVerifier()).isEqualTo(pending.codeVerifier());
        assertThat(read.returnTo()).isEqualTo("/orders/7?a=1");
    }

    @Test
    @DisplayName("G18: state, nonce and verifier are 256 random bits each, and no two of them are the same")
    void secrets_areRandomAndOfTheirOwn() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            PendingSignIn one = PendingSignIn.create(new SecureRandom(), "/");
            for (String secret : new String[] {one.state(), one.nonce(), one.codeVerifier()}) {
                assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(32);
                all.add(secret);
            }
        }
        assertThat(all).hasSize(300);
    }

    @Test
    void state_isCompared() {
        assertThat(pending.hasState(pending.state())).isTrue();
        assertThat(pending.hasState(pending.nonce())).isFalse();
        assertThat(pending.hasState("")).isFalse();
        assertThat(pending.hasState(pending.state() + "x")).isFalse();
    }
}
