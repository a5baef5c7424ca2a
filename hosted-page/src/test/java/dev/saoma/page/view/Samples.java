package dev.saoma.page.view;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models with plausible values. */
final class Samples {

    static final String NONCE = "r4nd0mN0nceOfOneAnswer";
    static final String STATE = "abcDEF0123456789abcDEF0123456789";

    private Samples() {}

    static LoginPage login() {
        return login("客户管理", "crm.example.com");
    }

    static LoginPage login(String name, String host) {
        return new LoginPage(
                new LoginPage.Target(name, host),
                new LoginPage.WeChat(
                        STATE,
                        "https://wechat.example/frame?a=1&b=2",
                        "https://wechat.example/popup",
                        "https://wechat.example/redirect"),
                URI.create("/sign-in/finish"),
                "/authorize?client_id=crm",
                300_000,
                List.of(
                        new LanguageLink("zh-CN", "简体", "/authorize?ui_locales=zh-CN", true),
                        new LanguageLink("zh-TW", "繁體", "/authorize?ui_locales=zh-TW", false),
                        new LanguageLink("en", "English", "/authorize?ui_locales=en", false)),
                new LoginPage.Waiting(URI.create("/sign-in/waiting"), "t1cket", "saoma-signed-in-crm", 1_700_000_000),
                null);
    }

    static PhonePage phone(PhonePage.Place place, @Nullable URI inWeChat) {
        LoginPage login = login();
        return new PhonePage(
                login.target().applicationName(),
                login.target().applicationHost(),
                STATE,
                place,
                inWeChat,
                login.wechat().redirectUrl(),
                URI.create("https://crm.example.com/"),
                login.languages());
    }

    static PopupDone popup() {
        return new PopupDone(STATE, URI.create("https://crm.example.com/callback?code=c0de&state=s&iss=i"));
    }

    static ErrorPage error(String kind) {
        return new ErrorPage(
                kind,
                "7F3K9Q2M",
                URI.create("/authorize?client_id=crm"),
                "客户管理",
                URI.create("https://crm.example.com/"),
                null);
    }

    static ContinuePage offer(@Nullable String nickname) {
        LoginPage login = login();
        return new ContinuePage(
                login.target(),
                nickname,
                URI.create("/sign-in/continue"),
                STATE,
                "f1ngerprint",
                URI.create("/authorize?prompt=login"),
                login.languages(),
                null);
    }

    static SignOutPage signOutQuestion() {
        return new SignOutPage("CRM", null, new SignOutPage.Question("张伟", URI.create("/logout/confirm"), Map.of()));
    }

    static EmbedPage embed() {
        LoginPage login = login();
        return new EmbedPage(
                login.target().applicationName(),
                STATE,
                login.wechat().frameUrl(),
                URI.create("/embed/finish"),
                "t1cket",
                login.qrMillis(),
                "https://shop.example",
                "site-state");
    }
}
