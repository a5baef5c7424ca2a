package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignedInUserTest {
    private final Map<String, Object> claims = new HashMap<>(Map.of(
            "iss", "https://login.example.com",
            "sub", "o6_bmasdasdsad6_2sgVt7hMZOPfL",
            "name", "张伟",
            "roles", List.of("admin", "owner")));
    private final SignedInUser user = SignedInUser.of(claims);

    @Test
    void claims_areReadable() {
        assertThat(user.getName()).isEqualTo("o6_bmasdasdsad6_2sgVt7hMZOPfL");
        assertThat(user.displayName()).hasValue("张伟");
        assertThat(user.picture()).isEmpty();
        assertThat(user.roles()).containsExactlyInAnyOrder("admin", "owner");
        assertThatThrownBy(() -> user.claims().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("identity is issuer and subject, letter case included")
    void equality_isByIssuerAndSubject() {
        Map<String, Object> renamed = new HashMap<>(claims);
        renamed.put("name", "other");
        assertThat(SignedInUser.of(renamed)).isEqualTo(user).hasSameHashCodeAs(user);
        renamed.put("iss", "https://other.example.com");
        assertThat(SignedInUser.of(renamed)).isNotEqualTo(user);
        renamed.put("iss", claims.get("iss"));
        renamed.put("sub", "O6_BMASDASDSAD6_2SGVT7HMZOPFL");
        assertThat(SignedInUser.of(renamed)).isNotEqualTo(user);
    }

    @Test
    @DisplayName("G80: toString shows neither name nor the whole subject")
    void text_holdsNoPersonalData() {
        assertThat(user).hasToString("SignedInUser[…OPfL]");
    }
}
