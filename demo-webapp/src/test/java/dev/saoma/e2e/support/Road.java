package dev.saoma.e2e.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.List;
import java.util.function.Consumer;

/** The ways to every kind of page that a user may see; on the way, the guide announces the pages to look at. */
public enum Road {
    SIGN_IN(guide -> {
        guide.login();
        assertThat(guide.tab().locator("#status")).not().isEmpty();
        guide.look("login");
        guide.tab().evaluate("window.reallyOpen = window.open; window.open = () => null");
        guide.tab().click("#open-popup");
        guide.sees("#blocked");
        guide.look("window_blocked");
        guide.tab().evaluate("window.open = window.reallyOpen");
        guide.tab().waitForPopup(() -> guide.tab().click("#open-popup"));
        guide.sees("#waiting");
        guide.look("waiting_for_the_window");
        guide.later();
        guide.sees("#expired");
        guide.look("expired");
    }),
    PROBLEM(guide -> {
        guide.login();
        guide.site().sandbox().failNext("access_token", 40029);
        guide.scanInFrame();
        guide.sees("#problem");
        guide.look("problem");
    }),
    CONNECTION_LOST(guide -> {
        guide.tab().route("**/sign-in/finish", Route::abort);
        guide.login();
        guide.scanInFrame();
        guide.sees("#retry");
        guide.look("connection_lost");
    }),
    KNOWN(guide -> {
        guide.comeBackAs(HardNames.EVERYTHING);
        guide.look("continue_as");
        guide.openPage("/logout");
        guide.sees("#sign-out");
        guide.look("sign_out_question");
        guide.comeBackAs(HardNames.EVERYTHING);
        guide.stayBefore("/saoma/callback?");
        guide.tab().click("#continue");
        guide.sees("body[data-page=onward]");
        guide.look("going_on");
    }),
    KNOWN_WITHOUT_A_NAME(guide -> {
        guide.comeBackAs(HardNames.NOBODY);
        guide.look("continue_as_nobody");
    }),
    /** Like {@link #KNOWN} except for the names, which are the same in each language. */
    KNOWN_BY_OTHER_NAMES(guide -> {
        guide.comeBackAs(HardNames.LONG);
        guide.look("continue_as_long_name");
        guide.comeBackAs(HardNames.RIGHT_TO_LEFT);
        guide.look("continue_as_name_from_the_right");
        guide.comeBackAs(HardNames.EMOJI);
        guide.look("continue_as_emoji");
    }),
    FORM_POST(guide -> {
        guide.login();
        guide.open(guide.tab().url() + "&response_mode=form_post");
        guide.tab().click("#open-redirect");
        guide.stayBefore("/saoma/callback");
        guide.scanOnWeChatsPage();
        guide.sees("body[data-page=post]");
        guide.look("form_post");
    }),
    WINDOW(guide -> {
        guide.login();
        guide.open(guide.tab().locator("#login").getAttribute("data-popup-url"));
        guide.stayBefore("/saoma/callback?");
        guide.scanOnWeChatsPage();
        guide.sees("#go-on");
        guide.look("window_done");
    }),
    WINDOW_OF_THE_SDK(guide -> {
        guide.openShopsWindow();
        guide.stayBefore(guide.site().shop() + "/?");
        guide.scanInFrame();
        guide.sees("body[data-page=message]");
        guide.look("window_of_the_sdk_done");
    }),
    WINDOW_OF_AUTHINGS_SDK(guide -> {
        guide.openPage("/connections/social/wechat:pc?from_guard=1&app_id=shop-authing&protocol=oidc&uuid=abc");
        guide.scanInFrame();
        guide.sees("body[data-page=authing]");
        guide.look("window_of_authings_sdk_done");
    }),
    COMPONENT(guide -> {
        guide.openComponent();
        assertThat(guide.component().locator("#status")).not().isEmpty();
        guide.look("component");
        guide.site().sandbox().failNext("access_token", 40029);
        guide.scanInComponent();
        assertThat(guide.component().locator("#problem")).isVisible();
        guide.look("component_with_a_problem");
        guide.setComponent("mode", "popup");
        guide.sees("wechat-login button.main");
        guide.look("component_as_a_button");
    }),
    ERROR_WITH_WAYS_ON(guide -> {
        guide.login();
        guide.tab().click("#open-redirect");
        guide.site().sandbox().failNext("access_token", 40163);
        guide.scanOnWeChatsPage();
        guide.sees("#start-again");
        guide.look("error_with_ways_on");
    }),
    BY_ADDRESS_ALONE(guide -> {
        guide.openCallback("/wechat/callback");
        guide.sees("#error-id");
        guide.look("error_without_sign_in");
        guide.openPage("/");
        guide.sees("body[data-page=home]");
        guide.look("home");
        guide.openPage("/authorize?client_id=order-desk&redirect_uri=https://evil.example/");
        guide.sees("#error-id");
        guide.look("error_for_developers");
        guide.openCallback("/wechat/callback/frame");
        guide.sees("#stranded");
        guide.look("frame_alone");
        guide.openPage("/logout?client_id=order-desk");
        guide.sees("main[data-asks=false]");
        guide.look("signed_out");
    }),
    WAITING_FOR_AN_APPROVAL(guide -> {
        guide.loginAtClosed("approve");
        guide.scanInFrame();
        guide.sees("#problem");
        guide.look("waiting_for_an_approval_in_the_login_page");
        guide.loginAtClosed("approve");
        guide.tab().click("#open-redirect");
        guide.scanOnWeChatsPage();
        guide.sees("#approval-number");
        guide.look("waiting_for_an_approval");
    }),
    INVITATION(guide -> {
        guide.openPage("/invite");
        guide.sees("#invitation");
        guide.look("invitation");
        guide.tab().fill("#invitation", "not one");
        guide.tab().click("#go-on");
        guide.sees("#refused");
        guide.look("invitation_refused");
        guide.open("about:blank"); // An address that differs only after the # would load nothing.
        guide.openPage("/invite#" + guide.invitation());
        guide.sees("svg.good");
        guide.look("invitation_kept");
    }),
    ON_PHONE(Devices.PHONE, guide -> {
        guide.openApplication();
        guide.sees("#address");
        guide.look("on_phone");
    }),
    IN_WECHAT(Devices.WECHAT_ON_PHONE, guide -> {
        guide.openApplication();
        guide.sees("#sign-in-here");
        guide.look("in_wechat");
        String address = guide.tab().locator("#sign-in-here").getAttribute("href");
        guide.open(address.replace("#", "&forceSnapShot=true#")); // Like WeChat's page without a tap.
        guide.tab().click("#allow");
        guide.sees("body[data-page=error]");
        guide.look("in_wechat_with_a_snapshot_user");
    }),
    BRANDED(guide -> {
        guide.open(guide.branded().authorize());
        assertThat(guide.tab().locator("#status")).not().isEmpty();
        guide.look("branded_login");
        guide.open(guide.branded().nowhere());
        guide.sees("#error-id");
        guide.look("branded_error");
    }),
    BRANDED_IN_WECHAT(Devices.WECHAT_ON_PHONE, guide -> {
        guide.open(guide.branded().authorize());
        guide.sees("[data-advice=use_a_computer]");
        guide.look("branded_in_wechat");
    }),
    BRANDED_IN_WECHAT_ON_A_COMPUTER(Devices.WECHAT_ON_COMPUTER, guide -> {
        guide.open(guide.branded().authorize());
        guide.sees("[data-advice=leave_wechat]");
        guide.look("branded_in_wechat_on_a_computer");
    }),
    /** A page of the filter, which has Simplified Chinese and English. */
    NOT_ADMITTED_BY_THE_FILTER(guide -> {
        guide.open(guide.site().application() + "/saoma/callback?error=access_denied&state=unknown");
        guide.sees("h1");
        guide.look("not_admitted_by_the_filter");
    });

    private final String device;
    private final Consumer<Guide> way;

    Road(Consumer<Guide> way) {
        this(Devices.COMPUTER, way);
    }

    Road(String device, Consumer<Guide> way) {
        this.device = device;
        this.way = way;
    }

    /** Returns the User-Agent of the browser on this way. */
    public String device() {
        return device;
    }

    /** Returns the languages in which it leads to different pages; Chinese is the first. */
    public List<String> languages() {
        return switch (this) {
            case KNOWN_BY_OTHER_NAMES -> List.of("zh-CN");
            case NOT_ADMITTED_BY_THE_FILTER -> List.of("zh-CN", "en");
            default -> List.of("zh-CN", "zh-TW", "en");
        };
    }

    /** Leads the guide's tab, whose browser has no cookies yet. */
    public void go(Guide guide) {
        way.accept(guide);
    }
}
