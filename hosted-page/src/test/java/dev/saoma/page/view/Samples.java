package dev.saoma.page.view;

import java.net.URI;
import java.time.Duration;
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
                name,
                host,
                STATE,
                URI.create("https://wechat.example/frame?a=1&b=2"),
                URI.create("https://wechat.example/popup"),
                URI.create("https://wechat.example/redirect"),
                URI.create("/sign-in/finish"),
                URI.create("/authorize?client_id=crm"),
                Duration.ofMinutes(5),
                List.of(
                        new LanguageLink("zh-CN", "简体", URI.create("/authorize?ui_locales=zh-CN"), true),
                        new LanguageLink("zh-TW", "繁體", URI.create("/authorize?ui_locales=zh-TW"), false),
                        new LanguageLink("en", "English", URI.create("/authorize?ui_locales=en"), false)),
                new LoginPage.Waiting(URI.create("/sign-in/waiting"), "t1cket", "saoma-signed-in-crm", 1_700_000_000),
                null);
    }

    static PhonePage phone(PhonePage.Place place, @Nullable URI inWeChat) {
        LoginPage login = login();
        return new PhonePage(
                login.applicationName(),
                login.applicationHost(),
                STATE,
                place,
                inWeChat,
                login.redirectUrl(),
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
                login.applicationName(),
                login.applicationHost(),
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
                login.applicationName(),
                STATE,
                login.frameUrl(),
                URI.create("/embed/finish"),
                "t1cket",
                login.qrLifetime(),
                "https://shop.example",
                "site-state");
    }
}
