package dev.saoma.sandbox.phone;

import dev.saoma.sandbox.model.SandboxUser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** URLs of the phone page, which keep the chosen language. */
record PhoneLinks(String lang) {

    /** @param uuid of the QR code in front of the phone; empty for the newest */
    String phone(SandboxUser user, String uuid) {
        return phone(user, uuid, lang);
    }

    String phone(SandboxUser user, String uuid, String language) {
        StringBuilder link = new StringBuilder("/phone?user=").append(encode(user.openid()));
        if (!uuid.isEmpty()) {
            link.append("&uuid=").append(encode(uuid));
        }
        if (!language.isEmpty()) {
            link.append("&lang=").append(encode(language));
        }
        return link.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
