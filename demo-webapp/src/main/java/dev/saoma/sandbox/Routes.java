package dev.saoma.sandbox;

import dev.saoma.sandbox.http.Assets;
import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Reply;
import dev.saoma.sandbox.phone.InAppPages;
import dev.saoma.sandbox.phone.PhonePages;
import dev.saoma.sandbox.qr.LongPoll;
import dev.saoma.sandbox.qr.QrCodes;
import dev.saoma.sandbox.qr.QrConnectPage;
import dev.saoma.sandbox.qr.QrImage;
import dev.saoma.sandbox.sns.Avatars;
import dev.saoma.sandbox.sns.SnsApi;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Routes requests to their handlers. Three WeChat hosts (open, lp.open, api) and the phone share one origin here. */
final class Routes {

    private static final Set<String> SNS =
            Set.of("/sns/oauth2/access_token", "/sns/oauth2/refresh_token", "/sns/auth", "/sns/userinfo");

    private final URI base;
    private final QrCodes codes;
    private final QrConnectPage qrConnect;
    private final LongPoll longPoll;
    private final SnsApi sns;
    private final PhonePages phone;
    private final InAppPages inApp;
    private final Assets assets = new Assets();

    Routes(
            URI base,
            QrCodes codes,
            QrConnectPage qrConnect,
            LongPoll longPoll,
            SnsApi sns,
            PhonePages phone,
            InAppPages inApp) {
        this.base = base;
        this.codes = codes;
        this.qrConnect = qrConnect;
        this.longPoll = longPoll;
        this.sns = sns;
        this.phone = phone;
        this.inApp = inApp;
    }

    CompletableFuture<Reply> answer(Call call) {
        if (call.path().equals("/connect/l/qrconnect")) {
            return longPoll.answer(call);
        }
        return CompletableFuture.completedFuture(answerAtOnce(call));
    }

    private Reply answerAtOnce(Call call) {
        String path = call.path();
        if (SNS.contains(path)) {
            return sns.answer(call, base);
        }
        if (path.startsWith("/phone") || path.equals("/connect/confirm")) {
            return phone.answer(call);
        }
        if (path.equals(InAppPages.QUESTION) || path.equals(InAppPages.ANSWER)) {
            return inApp.answer(call);
        }
        if (call.isPost()) {
            return Reply.plain(405, "this address is for GET");
        }
        if (path.equals("/connect/qrconnect")) {
            return qrConnect.answer(call);
        }
        if (path.startsWith("/connect/qrcode/")) {
            return qrImage(path.substring("/connect/qrcode/".length()));
        }
        if (path.startsWith("/mmopen/")) {
            return Avatars.answer(call);
        }
        if (path.startsWith("/sandbox/")) {
            return assets.answer(call);
        }
        if (path.equals("/favicon.ico")) {
            return new Reply(204, "image/png", new byte[0], Map.of());
        }
        return path.equals("/") ? Reply.seeOther("/phone") : notFound();
    }

    private Reply qrImage(String uuid) {
        return codes.find(uuid)
                .map(code ->
                        new Reply(200, "image/jpeg", QrImage.jpegOf(base + "/connect/confirm?uuid=" + uuid), Map.of()))
                .orElseGet(() -> Reply.plain(
                        404, "no such QR code, or it was dropped because it is old; reload the sign-in page"));
    }

    private static Reply notFound() {
        return Reply.plain(
                404,
                "the WeChat sandbox has no such page; it has /connect/qrconnect, /connect/oauth2/authorize, /sns/oauth2/access_token, /sns/oauth2/refresh_token,"
                        + " /sns/auth, /sns/userinfo and /phone");
    }
}
