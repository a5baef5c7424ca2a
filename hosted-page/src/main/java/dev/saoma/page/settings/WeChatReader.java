package dev.saoma.page.settings;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code wechat}. */
final class WeChatReader {
    private static final URI OPEN_URL = URI.create("https://open.weixin.qq.com");
    private static final URI API_URL = URI.create("https://api.weixin.qq.com");
    private static final Secret NO_SECRET = Secret.of("");
    private static final Pattern APP_ID = Pattern.compile("wx[0-9a-f]{16}");

    private WeChatReader() {}

    static WeChatSettings read(Section section) {
        Optional<String> appId = section.requiredText("appId", "Write the AppID of the website app (wx…).");
        appId.filter(id -> !APP_ID.matcher(id).matches())
                .ifPresent(id -> section.mistake(
                        "appId",
                        "is not wx and 16 hexadecimal digits.",
                        "Copy the AppID of the website app from the Open Platform; is it swapped with the AppSecret?"));
        Optional<String> secret = section.requiredText(
                "appSecret", "Write the AppSecret of the website app, best as \"${env:WECHAT_SECRET}\".");
        secret.filter(s -> APP_ID.matcher(s).matches())
                .ifPresent(s -> section.mistake("appSecret", "is an AppID.", "Swap appId and appSecret."));
        SubjectPolicy subject =
                section.text("subject").flatMap(text -> subject(section, text)).orElse(SubjectPolicy.UNIONID);
        WeChatSettings wechat = new WeChatSettings(
                appId.orElse(""),
                secret.map(Secret::of).orElse(NO_SECRET),
                subject,
                section.text("openUrl")
                        .flatMap(url -> base(section, "openUrl", url, "Leave it out for the real " + OPEN_URL + "."))
                        .orElse(OPEN_URL),
                section.text("apiUrl")
                        .flatMap(url -> base(section, "apiUrl", url, "Leave it out for the real " + API_URL + "."))
                        .orElse(API_URL),
                OfficialAccountReader.read(section, appId.orElse(""), subject),
                movedUntil(section.section("moved")),
                VerificationReader.read(section));
        section.close();
        return wechat;
    }

    private static Optional<URI> base(Section section, String key, String url, String fix) {
        Optional<String> wrong = UrlRules.wrongBase(url);
        wrong.ifPresent(why -> section.mistake(key, why, fix));
        return wrong.isPresent() ? Optional.empty() : Optional.of(URI.create(url));
    }

    /** The end of the day on which an app's move to another Open Platform account is to be over. */
    private static @Nullable Instant movedUntil(Section section) {
        Instant until =
                section.text("until").flatMap(text -> day(section, text)).orElse(null);
        section.close();
        return until;
    }

    private static Optional<Instant> day(Section section, String text) {
        try {
            return Optional.of(LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeParseException e) {
            section.mistake("until", "is no date.", "Write the last day, such as 2027-01-31.");
            return Optional.empty();
        }
    }

    private static Optional<SubjectPolicy> subject(Section section, String text) {
        for (SubjectPolicy policy : SubjectPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(policy);
            }
        }
        section.mistake("subject", "is neither unionid nor openid.", "Write \"unionid\" or \"openid\".");
        return Optional.empty();
    }
}
