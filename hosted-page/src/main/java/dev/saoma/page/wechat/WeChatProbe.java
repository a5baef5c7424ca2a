package dev.saoma.page.wechat;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Checks with WeChat whether sign-ins would work with the settings, without signing anyone in or using anything up. */
public final class WeChatProbe implements AutoCloseable {
    /** A made-up code in the format of WeChat's. */
    private static final String NO_CODE = "001SaomaDoctorMadeThisCodeUp0000";

    private final WeChatSettings app;
    private final WeChatClient client;
    private final WeChatHttp http;

    /** Creates the probe for an app. */
    public WeChatProbe(WeChatSettings app, Outbound outbound) {
        this.app = Objects.requireNonNull(app, "app");
        this.client = new WeChatClient(app, outbound, (call, result, took) -> {});
        this.http = new WeChatHttp(outbound, WeChatClient.DEADLINE, 1, Duration.ofSeconds(1));
    }

    /** WeChat's verdict on AppID and AppSecret. */
    public enum Credentials {
        /** Both are right: WeChat rejects only the code (40029 or 40163), which it checks last. */
        GOOD,
        /** 40013 or 41002: the AppID is unknown or missing. */
        APP_ID_UNKNOWN,
        /** 40125 or 41004: the AppSecret is wrong or missing. */
        SECRET_WRONG,
        /** 40243: the AppSecret is frozen. */
        SECRET_FROZEN,
        /** 40164: the official account's IP allow-list lacks this machine. */
        ADDRESS_NOT_LISTED,
        /** Another errcode. */
        OTHER,
        /** No usable response. */
        UNREACHABLE
    }

    /**
     * WeChat's verdict, and a detail for operators.
     *
     * @param detail errcode or kind of failure, without a secret
     */
    public record Probed<T>(T verdict, String detail) {}

    /** Requests tokens with a code that cannot be valid. */
    public Probed<Credentials> credentials() {
        try {
            client.exchange(NO_CODE);
            return new Probed<>(Credentials.OTHER, "a made-up code was accepted");
        } catch (WeChatException e) {
            return new Probed<>(credentials(e), String.valueOf(e.getMessage()));
        }
    }

    private static Credentials credentials(WeChatException e) {
        return switch (e.errcode()) {
            case 40029, 40163 -> Credentials.GOOD;
            case 40013, 41002 -> Credentials.APP_ID_UNKNOWN;
            case 40125, 41004 -> Credentials.SECRET_WRONG;
            case 40243 -> Credentials.SECRET_FROZEN;
            case 40164 -> Credentials.ADDRESS_NOT_LISTED;
            case 0 -> Credentials.UNREACHABLE;
            default -> Credentials.OTHER;
        };
    }

    /** What WeChat's QR code page shows, recognized by the words on it: there is no better sign. */
    public enum QrPage {
        /** A QR code. */
        QR_CODE("/connect/qrcode/"),
        /** The callback is http where the app is registered for https, or the other way round. */
        SCHEME_REFUSED("10039"),
        /** The callback is not under the app's callback domain. */
        CALLBACK_REFUSED("redirect_uri 参数错误"),
        /** The app is no website app, or may not sign in. */
        SCOPE_REFUSED("Scope 参数错误"),
        /** The app does not exist. */
        APP_ID_UNKNOWN("appid 参数错误"),
        /** The link is refused as a whole. */
        LINK_REFUSED("该链接无法访问"),
        /** A page with none of these words. */
        UNFAMILIAR(""),
        /** No usable response. */
        UNREACHABLE("");

        private final String words;

        QrPage(String words) {
            this.words = words;
        }

        private static QrPage of(String html) {
            return Arrays.stream(values())
                    .filter(page -> !page.words.isEmpty() && html.contains(page.words))
                    .findFirst()
                    .orElse(UNFAMILIAR);
        }
    }

    /** Opens the page with the QR code as a browser would. */
    public Probed<QrPage> qrPage(URI callback) {
        URI address = qrPageAddress(callback);
        try {
            String query = Optional.ofNullable(address.getRawQuery()).orElse("");
            URI bare = URI.create(app.openUrl() + address.getRawPath());
            return new Probed<>(QrPage.of(http.get(bare, query)), "");
        } catch (WeChatException e) {
            return new Probed<>(QrPage.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the URL of that page, which contains no secret. */
    public URI qrPageAddress(URI callback) {
        return URI.create(new QrConnect(app).topLevel(callback, "saomadoctor", false));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
