package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.InvalidSettingsException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four required settings, which tests change. */
abstract class SettingsFixture {
    static final String SECRET = "s3cret-9Kd27YpXw4Lq8Zt1Vb6Nm3Rc5H";

    final Map<String, String> values = new HashMap<>(Map.of(
            "issuer", "https://login.example.com",
            "clientId", "crm",
            "clientSecret", SECRET,
            "appUrl", "https://www.example.com/crm"));

    static List<String> mistakes(Map<String, String> values) {
        return mistakes(values, (kind, name) -> Optional.empty());
    }

    static List<String> mistakes(Map<String, String> values, References references) {
        InvalidSettingsException e = catchThrowableOfType(
                InvalidSettingsException.class, () -> Settings.of(new java.util.TreeMap<>(values), references));
        return e == null ? Arrays.asList() : e.mistakes();
    }
}
