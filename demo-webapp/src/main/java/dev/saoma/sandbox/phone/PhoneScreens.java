package dev.saoma.sandbox.phone;

import dev.saoma.sandbox.http.Template;
import dev.saoma.sandbox.http.Texts;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import dev.saoma.sandbox.qr.QrStatus;
import dev.saoma.sandbox.sns.Avatars;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws the phone's screens. */
final class PhoneScreens {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Template page = Template.load("phone.html");
    private final Template scan = Template.load("phone-scan.html");
    private final Template code = Template.load("phone-code.html");
    private final Template noCode = Template.load("phone-no-code.html");
    private final Template otherCode = Template.load("phone-other-code.html");
    private final Template person = Template.load("phone-person.html");
    private final Template confirm = Template.load("phone-confirm.html");
    private final Template cancelled = Template.load("phone-cancelled.html");
    private final Template message = Template.load("phone-message.html");

    String page(Texts texts, PhoneLinks links, SandboxUser user, String uuid, String nonce, String screen) {
        return page.fill(texts)
                .with("lang", texts.isEnglish() ? "en" : "zh-CN")
                .with("nonce", nonce)
                .with("chinese", links.phone(user, uuid, "zh-CN"))
                .with("english", links.phone(user, uuid, "en"))
                .with("screen", screen)
                .toString();
    }

    /** Returns the scanner in front of the code {@code wanted}, or of the newest one. */
    String scan(
            Texts texts,
            PhoneLinks links,
            SandboxUser user,
            List<SandboxUser> users,
            List<QrCode> live,
            Optional<QrCode> wanted) {
        Optional<QrCode> front = wanted.or(() -> live.stream().findFirst());
        StringBuilder people = new StringBuilder();
        users.forEach(one -> people.append(person(texts, one, one.equals(user))));
        StringBuilder others = new StringBuilder();
        live.stream()
                .filter(qr -> !front.map(QrCode::uuid).equals(Optional.of(qr.uuid())))
                .forEach(qr -> others.append(otherCode(texts, links, user, qr)));
        return scan.fill(texts)
                .with("lang", links.lang())
                .with("uuid", front.map(QrCode::uuid).orElse(""))
                .with(
                        "code",
                        front.map(qr -> code(texts, qr))
                                .orElseGet(() -> noCode.fill(texts).toString()))
                .with(
                        "button",
                        texts.get(
                                front.filter(qr -> qr.status() == QrStatus.SCANNED)
                                                .isPresent()
                                        ? "scan.continue"
                                        : "scan.button"))
                .with("disabled", front.isEmpty() ? "disabled" : "")
                .with("people", people.toString())
                .with("others", others.toString())
                .with("othersHidden", others.isEmpty() ? "hidden" : "")
                .toString();
    }

    String confirm(Texts texts, PhoneLinks links, SandboxUser user, QrCode qr) {
        return confirm.fill(texts)
                .with("lang", links.lang())
                .with("uuid", qr.uuid())
                .with("user", user.openid())
                .with("app", qr.app().name())
                .with("initial", initial(qr.app().name()))
                .with("domain", qr.app().callbackDomain().host())
                .with("nickname", user.nickname())
                .with("picture", picture(user))
                .toString();
    }

    String cancelled(Texts texts, PhoneLinks links, SandboxUser user, QrCode qr) {
        return cancelled
                .fill(texts)
                .with("lang", links.lang())
                .with("uuid", qr.uuid())
                .with("user", user.openid())
                .with("link", links.phone(user, ""))
                .toString();
    }

    /** Returns the screen after the user confirmed, or after the code expired or failed. */
    String ended(Texts texts, PhoneLinks links, SandboxUser user, QrStatus status) {
        return switch (status) {
            case CONFIRMED -> message(texts, "confirmed", links.phone(user, ""));
            case FAILED -> message(texts, "failed", links.phone(user, ""));
            default -> message(texts, "expired", links.phone(user, ""));
        };
    }

    private String message(Texts texts, String kind, String link) {
        return message.fill(texts)
                .with("kind", kind)
                .with("title", texts.get("message." + kind + ".title"))
                .with("text", texts.get("message." + kind + ".text"))
                .with("link", link)
                .toString();
    }

    private String code(Texts texts, QrCode qr) {
        return code.fill(texts)
                .with("uuid", qr.uuid())
                .with("app", qr.app().name())
                .with("time", TIME.format(qr.createdAt()))
                .with("status", status(texts, qr))
                .toString();
    }

    private String otherCode(Texts texts, PhoneLinks links, SandboxUser user, QrCode qr) {
        return otherCode
                .fill(texts)
                .with("link", links.phone(user, qr.uuid()))
                .with("app", qr.app().name())
                .with("time", TIME.format(qr.createdAt()))
                .with("status", status(texts, qr))
                .toString();
    }

    private String person(Texts texts, SandboxUser user, boolean chosen) {
        return person.fill(texts)
                .with("openid", user.openid())
                .with("nickname", user.nickname())
                .with("picture", picture(user))
                .with("checked", chosen ? "checked" : "")
                .with("note", user.unionid() == null ? texts.get("scan.noUnionid") : "")
                .toString();
    }

    private static String status(Texts texts, QrCode qr) {
        return texts.get("status." + qr.status().name().toLowerCase(Locale.ROOT));
    }

    /** Returns an image element, or an empty tile for a user without a picture. */
    private static String picture(SandboxUser user) {
        return user.avatar().isEmpty()
                ? "<span class=\"picture picture-none\"></span>"
                : "<img class=\"picture\" src=\"" + Avatars.path(user) + "\" alt=\"\">";
    }

    private static String initial(String name) {
        return new StringBuilder().appendCodePoint(name.strip().codePointAt(0)).toString();
    }
}
