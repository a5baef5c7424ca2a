package dev.saoma.sandbox.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A user's id as one app sees it: the user's own in the app registered first, another one in each other app. */
public final class Openids {

    private final SandboxApp first;

    /** @param first the app in which users have their own ids */
    public Openids(SandboxApp first) {
        this.first = first;
    }

    /** Returns the id of a user at an app. */
    public String of(SandboxApp app, SandboxUser user) {
        if (app.appId().equals(first.appId())) {
            return user.openid();
        }
        return hashed(app.appId() + " " + user.openid());
    }

    /** Returns the id of the virtual person that WeChat creates for a snapshot page. */
    public String madeUp(SandboxApp app, SandboxUser user) {
        return hashed(app.appId() + " snapshot " + user.openid());
    }

    private static String hashed(String text) {
        byte[] digest = sha256(text);
        return "o"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 27);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
