package dev.saoma.page.view;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page for a sign-in where a QR code on the screen is useless: it offers a way that works, or says what to do instead.
 *
 * @param applicationName name of the application that the user signs in to, as registered
 * @param applicationHost host (and port) that the browser returns to
 * @param state the {@code state} of this sign-in
 * @param place where the page is shown
 * @param inWeChat signs in inside WeChat with a tap; null if that is not set up
 * @param otherDevice WeChat's page with a QR code, for another device to scan
 * @param application the application's start page, to be opened elsewhere
 * @param languages the languages on offer, in display order; may be empty
 */
public record PhonePage(
        String applicationName,
        String applicationHost,
        String state,
        Place place,
        @Nullable URI inWeChat,
        String otherDevice,
        URI application,
        List<LanguageLink> languages) {

    /** Where the page is shown. */
    public enum Place {
        /** In a phone's browser. */
        PHONE,
        /** In WeChat on a phone. */
        WECHAT_ON_PHONE,
        /** In WeChat on a computer, whose screen a phone can scan. */
        WECHAT_ON_COMPUTER
    }

    /** @throws IllegalArgumentException if a URL is neither http, https nor relative */
    public PhonePage {
        Objects.requireNonNull(applicationName, "applicationName");
        Objects.requireNonNull(applicationHost, "applicationHost");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(place, "place");
        if (inWeChat != null) {
            Links.requireWeb(inWeChat, "inWeChat");
        }
        Links.requireWeb(otherDevice, "otherDevice");
        Links.requireWeb(application, "application");
        languages = List.copyOf(languages);
    }

    /** Returns what the user can do here. */
    Advice advice() {
        if (place == Place.PHONE) {
            return inWeChat == null ? Advice.USE_A_COMPUTER : Advice.OPEN_IN_WECHAT;
        }
        if (inWeChat != null) {
            return Advice.TAP;
        }
        return place == Place.WECHAT_ON_COMPUTER ? Advice.LEAVE_WECHAT : Advice.USE_A_COMPUTER;
    }

    /** What the user can do. */
    enum Advice {
        /** Sign in here, with a tap. */
        TAP,
        /** Open the address in WeChat. */
        OPEN_IN_WECHAT,
        /** Open the address on a computer. */
        USE_A_COMPUTER,
        /** Open the address in an ordinary browser on this computer, or scan the code on WeChat's page. */
        LEAVE_WECHAT;

        /** Returns the name of the advice in the keys of its texts. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
