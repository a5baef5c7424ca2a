package dev.saoma.sandbox;

import java.util.Objects;
import java.util.regex.Pattern;

/** A website app as registered at the Open Platform. The secret is in no message and not in {@code toString}. */
record SandboxApp(String appId, String secret, String name, CallbackDomain callbackDomain) {

    private static final Pattern APP_ID = Pattern.compile("wx[0-9a-zA-Z]{1,30}");

    SandboxApp {
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

    @Override
    public String toString() {
        return appId + " (" + name + ", " + callbackDomain.host() + ")";
    }
}
