package dev.saoma.sandbox.phone;

import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.http.Reply;
import dev.saoma.sandbox.http.Texts;
import dev.saoma.sandbox.model.RandomIds;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import dev.saoma.sandbox.qr.QrCodes;
import dev.saoma.sandbox.qr.QrStatus;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The phone: {@code /phone} shows the newest QR code to scan as a test user, {@code /connect/confirm?uuid=} is the URL in the
 * QR code and opens the phone in front of that code. Plain forms; a script only keeps the screen up to date.
 */
public final class PhonePages {

    private final URI phoneUri;
    private final List<SandboxUser> users;
    private final QrCodes codes;
    private final RandomIds ids;
    private final PhoneScreens screens = new PhoneScreens();

    /** Creates the phone of these users. */
    public PhonePages(URI phoneUri, List<SandboxUser> users, QrCodes codes, RandomIds ids) {
        this.phoneUri = phoneUri;
        this.users = users;
        this.codes = codes;
        this.ids = ids;
    }

    /** Handles a request to the phone. */
    public Reply answer(Call call) {
        return switch (call.path()) {
            case "/phone", "/connect/confirm" ->
                call.isPost() ? Reply.plain(405, "this address is for GET") : page(call);
            case "/phone/scan", "/phone/confirm", "/phone/cancel" -> act(call);
            default -> Reply.plain(404, "the phone is at " + phoneUri);
        };
    }

    private Reply page(Call call) {
        Texts texts = Texts.choose(call.params().get("lang"), call.header("accept-language"));
        String nonce = ids.nonce();
        PhoneLinks links = new PhoneLinks(call.params().get("lang"));
        SandboxUser user = user(call.params().get("user"));
        String screen = screen(call, texts, links, user);
        return Reply.html(screens.page(texts, links, user, call.params().get("uuid"), nonce, screen))
                .with("Content-Security-Policy", policy(nonce))
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "same-origin");
    }

    private String screen(Call call, Texts texts, PhoneLinks links, SandboxUser user) {
        String uuid = call.params().get("uuid");
        if (uuid.isEmpty()) {
            return screens.scan(texts, links, user, users, codes.live(), Optional.empty());
        }
        Optional<QrCode> found = codes.find(uuid);
        if (found.isEmpty()) {
            return screens.ended(texts, links, user, QrStatus.EXPIRED);
        }
        QrCode qr = found.get();
        SandboxUser scanner = qr.user().orElse(user);
        return switch (qr.status()) {
            case WAITING -> screens.scan(texts, links, user, users, codes.live(), found);
            case SCANNED -> screens.confirm(texts, links, scanner, qr);
            case CANCELLED -> screens.cancelled(texts, links, scanner, qr);
            case CONFIRMED, EXPIRED, FAILED -> screens.ended(texts, links, scanner, qr.status());
        };
    }

    /** Carries out the form and shows the result. A concurrent change is not an error: the page shows it. */
    private Reply act(Call call) {
        if (!call.isPost()) {
            return Reply.seeOther("/phone");
        }
        if (!isOwnForm(call)) {
            return Reply.plain(403, "only the phone page itself can do that; open " + phoneUri);
        }
        Params form = call.params();
        SandboxUser user = user(form.get("user"));
        codes.find(form.get("uuid")).ifPresent(qr -> {
            switch (call.path()) {
                case "/phone/scan" -> qr.tryScanAs(user);
                case "/phone/confirm" -> qr.tryConfirm();
                default -> qr.tryCancel();
            }
        });
        return Reply.seeOther(new PhoneLinks(form.get("lang")).phone(user, form.get("uuid")));
    }

    /**
     * Whether the form comes from the phone page: browsers send its origin ("null" under a stricter referrer policy than ours),
     * other programs none.
     */
    private static boolean isOwnForm(Call call) {
        String origin = call.header("origin");
        return origin.isEmpty() || origin.equals("http://" + call.header("host"));
    }

    private SandboxUser user(String openid) {
        return users.stream()
                .filter(user -> user.openid().equals(openid))
                .findFirst()
                .orElse(users.get(0));
    }

    private static String policy(String nonce) {
        return "default-src 'none'; style-src 'nonce-" + nonce + "'; script-src 'nonce-" + nonce
                + "'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
