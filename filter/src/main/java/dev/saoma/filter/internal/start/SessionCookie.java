package dev.saoma.filter.internal.start;

import jakarta.servlet.SessionCookieConfig;
import org.jspecify.annotations.Nullable;

/** The settings of the container's session cookie, as it describes them; what it does not say is empty. Immutable. */
public final class SessionCookie {
    private final boolean secure;
    private final boolean strict;
    private final @Nullable String domain;
    private final @Nullable String path;

    SessionCookie(SessionCookieConfig config) {
        this.secure = Boolean.TRUE.equals(DeployedApplication.orNull(config, SessionCookieConfig::isSecure));
        this.domain = DeployedApplication.orNull(config, SessionCookieConfig::getDomain);
        this.path = DeployedApplication.orNull(config, SessionCookieConfig::getPath);
        this.strict = Boolean.TRUE.equals(DeployedApplication.orNull(config, SessionCookie::isStrict));
    }

    /** Before Servlet 6.0 there is no such method. */
    private static boolean isStrict(SessionCookieConfig config) {
        try {
            Object value = SessionCookieConfig.class
                    .getMethod("getAttribute", String.class)
                    .invoke(config, "SameSite");
            return value instanceof String && ((String) value).equalsIgnoreCase("strict");
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    public boolean isSecure() {
        return secure;
    }

    /** Whether browsers do not send it on the way back from a provider. */
    public boolean isSameSiteStrict() {
        return strict;
    }

    /** Returns its domain; null for the host alone. */
    public @Nullable String domain() {
        return domain;
    }

    /** Returns its path; null or empty for the context path. */
    public @Nullable String path() {
        return path;
    }
}
