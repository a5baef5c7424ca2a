package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.Way;
import dev.saoma.page.view.LanguageLink;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.PhonePage;
import dev.saoma.page.wechat.InWeChat;
import dev.saoma.page.wechat.QrConnect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows what there is in place of a QR code where nobody could scan one. */
final class PhonePages {
    private final Pages pages;
    private final Addresses addresses;
    private final QrConnect website;
    private final Optional<InWeChat> inWeChat;
    private final Nonces nonces;

    PhonePages(WeChatSettings wechat, Pages pages, Addresses addresses, Nonces nonces) {
        this.pages = pages;
        this.addresses = addresses;
        this.website = new QrConnect(wechat);
        this.inWeChat = wechat.inWeChat().map(InWeChat::new);
        this.nonces = nonces;
    }

    PageResponse show(
            Surroundings surroundings,
            PendingSignIn pending,
            Application application,
            List<LanguageLink> languages,
            Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        URI account = inWeChat.map(wechat -> wechat.authorize(addresses.callback(Way.IN_WECHAT), pending.state()))
                .orElse(null);
        PhonePage model = new PhonePage(
                application.name(),
                URI.create(pending.request().redirectUri()).getRawAuthority(),
                pending.state(),
                place(surroundings),
                account,
                website.topLevel(addresses.callback(Way.REDIRECT), pending.state(), english),
                application.homeUri(),
                languages);
        String nonce = nonces.nonce();
        return PageResponse.html(200, pages.phone(model, locale, nonce), ContentPolicy.page(nonce));
    }

    private static PhonePage.Place place(Surroundings surroundings) {
        return switch (surroundings) {
            case WECHAT_ON_PHONE -> PhonePage.Place.WECHAT_ON_PHONE;
            case WECHAT_ON_COMPUTER -> PhonePage.Place.WECHAT_ON_COMPUTER;
            case PHONE, SCREEN -> PhonePage.Place.PHONE;
        };
    }
}
