package dev.saoma.page.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code wechat.officialAccount}. */
final class OfficialAccountReader {
    private static final Pattern APP_ID = Pattern.compile("wx[0-9a-f]{16}");
    private static final String NAME = "officialAccount";

    private OfficialAccountReader() {}

    /** The account, or null if there is none; {@code appId} and {@code subject} are those of the website app. */
    static @Nullable OfficialAccount read(Section wechat, String appId, SubjectPolicy subject) {
        if (!wechat.has(NAME)) {
            wechat.raw(NAME); // A key we know, all the same.
            return null;
        }
        Section section = wechat.section(NAME);
        Optional<String> id = section.requiredText("appId", "Write the AppID of the service account (wx…).");
        id.filter(text -> !APP_ID.matcher(text).matches())
                .ifPresent(text -> section.mistake(
                        "appId",
                        "is not wx and 16 hexadecimal digits.",
                        "Copy the AppID of the service account; is it swapped with the AppSecret?"));
        id.filter(appId::equals)
                .ifPresent(text -> section.mistake(
                        "appId",
                        "is the website app's.",
                        "A service account has an AppID of its own; without one remove officialAccount."));
        Optional<String> secret = section.requiredText(
                "appSecret", "Write the AppSecret of the service account, best as \"${env:WECHAT_ACCOUNT_SECRET}\".");
        if (subject == SubjectPolicy.OPENID) {
            wechat.mistake(
                    NAME,
                    "does not go with subject: openid. The service account and the website app see another openid of the"
                            + " same person, who would become two users.",
                    "Bind both to one Open Platform account and write subject: unionid, or remove officialAccount.");
        }
        section.close();
        return new OfficialAccount(id.orElse(""), Secret.of(secret.orElse("")));
    }
}
