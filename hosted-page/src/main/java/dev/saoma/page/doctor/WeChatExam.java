package dev.saoma.page.doctor;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.wechat.WeChatProbe;
import dev.saoma.page.wechat.WeChatProbe.Credentials;
import dev.saoma.page.wechat.WeChatProbe.Probed;
import dev.saoma.page.wechat.WeChatProbe.QrPage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks AppID, AppSecret and callback domain with WeChat. */
final class WeChatExam {
    private WeChatExam() {}

    static List<Finding> of(PoolSettings pool, Outbound outbound) {
        List<Finding> findings = new ArrayList<>();
        WeChatSettings app = pool.wechat();
        if (!app.isSetUp()) {
            return List.of(Finding.bad("credentials.absent"));
        }
        try (WeChatProbe probe = new WeChatProbe(app, outbound)) {
            findings.add(credentials("wechat", app, probe.credentials()));
            URI callback = URI.create(pool.issuer() + "/wechat/callback");
            findings.add(qrPage(app, callback, probe.qrPageAddress(callback), probe.qrPage(callback)));
        }
        Optional<WeChatSettings> official = app.inWeChat();
        if (official.isPresent()) {
            try (WeChatProbe probe = new WeChatProbe(official.get(), outbound)) {
                findings.add(credentials("wechat.officialAccount", official.get(), probe.credentials()));
            }
        }
        return findings;
    }

    private static Finding credentials(String place, WeChatSettings app, Probed<Credentials> probed) {
        return switch (probed.verdict()) {
            case GOOD -> Finding.good("credentials.good", app.appId());
            case APP_ID_UNKNOWN -> Finding.bad("credentials.appId", app.appId(), place);
            case SECRET_WRONG -> Finding.bad("credentials.secret", app.appId(), place);
            case SECRET_FROZEN -> Finding.bad("credentials.frozen", app.appId(), place);
            case ADDRESS_NOT_LISTED -> Finding.bad("credentials.address", app.appId(), place);
            case OTHER -> Finding.bad("credentials.other", app.appId(), probed.detail());
            case UNREACHABLE -> Finding.bad("wechat.unreachable", app.apiUrl(), probed.detail());
        };
    }

    private static Finding qrPage(WeChatSettings app, URI callback, URI address, Probed<QrPage> probed) {
        return switch (probed.verdict()) {
            case QR_CODE -> Finding.good("callback.good", callback.getHost());
            case CALLBACK_REFUSED ->
                callback.getPort() == -1
                        ? Finding.bad("callback.domain", callback, callback.getHost())
                        : Finding.bad("callback.port", callback, callback.getHost());
            case SCOPE_REFUSED -> Finding.bad("callback.scope", app.appId());
            case APP_ID_UNKNOWN -> Finding.bad("credentials.appId", app.appId(), "wechat");
            case SCHEME_REFUSED -> Finding.bad("callback.scheme", callback, callback.getScheme());
            case LINK_REFUSED -> Finding.bad("callback.link", address);
            case UNFAMILIAR -> Finding.bad("callback.unfamiliar", address);
            case UNREACHABLE -> Finding.bad("wechat.unreachable", app.openUrl(), probed.detail());
        };
    }
}
