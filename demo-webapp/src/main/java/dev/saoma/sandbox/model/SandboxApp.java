package dev.saoma.sandbox.model;

import java.util.Objects;
import java.util.regex.Pattern;

/** An app as registered at WeChat. The secret is in no message and not in {@code toString}. */
public record SandboxApp(String appId, String secret, String name, CallbackDomain callbackDomain, Kind kind) {
    /** The kind of registration; each kind has sign-in pages of its own. */
    public enum Kind {
        /** 网站应用: shows QR codes. */
        WEBSITE,
        /** 服务号, certified: signs in inside WeChat. */
        OFFICIAL_ACCOUNT
    }

    private static final Pattern APP_ID = Pattern.compile("wx[0-9a-zA-Z]{1,30}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that WeChat would refuse
     */
    public SandboxApp {
        Objects.requireNonNull(appId, "appId");
        Objects.requireNonNull(secret, "appSecret");
        Objects.requireNonNull(name, "appName");
        if (!APP_ID.matcher(appId).matches()) {
            throw new IllegalArgumentException(
                    "appId must be \"wx\" and letters or digits (at WeChat: 16 of them, hexadecimal), but is \"" + appId
                            + "\"; for example wx5aa0c0ffee123456");
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("appSecret of " + appId + " must not be empty");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("appName of " + appId + " must not be blank: users see it on the phone");
        }
    }

    /** Creates a website app. */
    public SandboxApp(String appId, String secret, String name, CallbackDomain callbackDomain) {
        this(appId, secret, name, callbackDomain, Kind.WEBSITE);
    }

    @Override
    public String toString() {
        return appId + " (" + name + ", " + callbackDomain.host() + ")";
    }
}
