package dev.saoma.page.settings.stored;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application in the database, as the console shows it.
 *
 * @param values by the key of the settings file, such as {@code redirectUris} or {@code admission.roles}; {@link #PUBLIC} is
 *     {@code true} for a public client
 * @param changedAt in milliseconds since 1970
 * @param secrets oldest first
 */
public record StoredApplication(
        String clientId,
        Map<String, List<String>> values,
        long version,
        long changedAt,
        String changedBy,
        List<SecretEntry> secrets) {
    /** The key of a stored value that marks a public client. */
    public static final String PUBLIC = "publicClient";

    /** Whether it is a confidential client. */
    public boolean confidential() {
        return confidential(values);
    }

    /** Whether an application with these values is a confidential client. */
    public static boolean confidential(Map<String, List<String>> values) {
        return !values.getOrDefault(PUBLIC, List.of()).contains("true");
    }

    /** A client secret, of which only a digest is stored; times in milliseconds since 1970, null for never. */
    public record SecretEntry(
            String id,
            long addedAt,
            @Nullable Long endsAt,
            @Nullable Long lastAt) {}
}
