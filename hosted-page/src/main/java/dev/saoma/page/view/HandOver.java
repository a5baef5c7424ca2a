package dev.saoma.page.view;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the framed callback hands to the login page that contains it.
 *
 * @param code WeChat's code; null if the user declined and WeChat returned only {@code state}
 * @param state the {@code state} that WeChat returned
 */
public record HandOver(@Nullable String code, String state) {

    public HandOver {
        Objects.requireNonNull(state, "state");
    }
}
