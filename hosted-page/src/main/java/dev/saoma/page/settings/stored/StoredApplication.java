package dev.saoma.page.settings.stored;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application that is in the database, as administrators see it.
 *
 * @param values by the key that the settings file would have, such as {@code redirectUris} or {@code admission.roles}; {@link
 *     #PUBLIC} is {@code true} where it has no secret
 * @param changedAt in milliseconds since 1970
 * @param secrets the oldest first
 */
public record StoredApplication(
        String clientId,
        Map<String, List<String>> values,
        long version,
        long changedAt,
        String changedBy,
        List<SecretEntry> secrets) {
    /** Says, in a database, that an application has no secret. */
    public static final String PUBLIC = "publicClient";

    /** Whether it proves itself with a secret. */
    public boolean confidential() {
        return confidential(values);
    }

    /** Whether an application with those values proves itself with a secret. */
    public static boolean confidential(Map<String, List<String>> values) {
        return !values.getOrDefault(PUBLIC, List.of()).contains("true");
    }

    /** A secret, of which only a digest is kept; times in milliseconds since 1970, null for never. */
    public record SecretEntry(
            String id,
            long addedAt,
            @Nullable Long endsAt,
            @Nullable Long lastAt) {}
}
