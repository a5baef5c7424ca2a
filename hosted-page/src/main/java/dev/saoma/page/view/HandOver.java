package dev.saoma.page.view;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the framed callback hands to the login page around it.
 *
 * @param code WeChat's code; null where the user declined and WeChat came back with {@code state} only
 * @param state the {@code state} of the sign-in, as it came back
 */
public record HandOver(@Nullable String code, String state) {

    public HandOver {
        Objects.requireNonNull(state, "state");
    }
}
