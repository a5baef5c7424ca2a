package dev.saoma.page.web;

import dev.saoma.page.http.PageRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kind of device that a browser runs on, which decides whether a QR code on its screen is useful. What browsers report
 * about themselves is trusted only for choosing what to offer.
 */
enum Device {
    /** A screen that a phone can be held in front of: computers, tablets, and everything unknown. */
    SCREEN,
    /** A phone, which cannot scan itself. */
    PHONE,
    /** WeChat's own browser, on a phone. */
    WECHAT_ON_PHONE,
    /** WeChat's own browser, on a computer: a phone can scan its screen, but frames stay white there. */
    WECHAT_ON_COMPUTER;

    private static final int MAX_CHARS = 512;
    private static final Pattern WECHAT = Pattern.compile("MicroMessenger/", Pattern.CASE_INSENSITIVE);
    private static final Pattern WECHAT_ON_A_COMPUTER =
            Pattern.compile("Windows NT|Macintosh|X11;|WindowsWechat|MacWechat", Pattern.CASE_INSENSITIVE);
    /** Android tablets do not send "Mobile", but iPads do. */
    private static final Pattern A_PHONE =
            Pattern.compile("(iPhone|iPod|Android|HarmonyOS|OpenHarmony|Windows Phone|ArkWeb).*\\bMobile\\b");

    static Device of(PageRequest request) {
        return of(request.header("User-Agent").orElse(""), request.header("Sec-CH-UA-Mobile"));
    }

    /** Returns the device by {@code User-Agent} and, in browsers that send it, {@code Sec-CH-UA-Mobile}. */
    static Device of(String userAgent, Optional<String> mobile) {
        String agent = userAgent.substring(0, Math.min(userAgent.length(), MAX_CHARS));
        boolean phone = mobile.map("?1"::equals).orElseGet(() -> isPhone(agent));
        if (WECHAT.matcher(agent).find()) {
            return WECHAT_ON_A_COMPUTER.matcher(agent).find() ? WECHAT_ON_COMPUTER : WECHAT_ON_PHONE;
        }
        return phone ? PHONE : SCREEN;
    }

    private static boolean isPhone(String agent) {
        return !agent.contains("iPad")
                && !agent.contains("Tablet")
                && A_PHONE.matcher(agent).find();
    }
}
