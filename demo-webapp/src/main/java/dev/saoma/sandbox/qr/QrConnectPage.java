package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.http.Call;
import dev.saoma.sandbox.http.Html;
import dev.saoma.sandbox.http.Params;
import dev.saoma.sandbox.http.Reply;
import dev.saoma.sandbox.http.Template;
import dev.saoma.sandbox.http.Texts;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.qr.AuthorizationCheck.RefusedException;

/**
 * {@code /connect/qrconnect}: WeChat's sign-in page with the QR code, in the old look and, with {@code stylelite=1}, the new.
 * Errors are pages too, with status 200.
 */
public final class QrConnectPage {

    private final AuthorizationCheck check;
    private final QrCodes codes;
    private final SandboxTimings timings;
    private final boolean decliningReturnsState;
    private final Template oldLook = Template.load("qr-old.html");
    private final Template newLook = Template.load("qr-new.html");
    private final Template error = Template.load("qr-error.html");

    /** Creates the page; {@code decliningReturnsState} as in the builder of the sandbox. */
    public QrConnectPage(
            AuthorizationCheck check, QrCodes codes, SandboxTimings timings, boolean decliningReturnsState) {
        this.check = check;
        this.codes = codes;
        this.timings = timings;
        this.decliningReturnsState = decliningReturnsState;
    }

    /** Shows a new QR code, or the error page. */
    public Reply answer(Call call) {
        Params params = call.params();
        Texts texts = params.get("lang").equals("en") ? Texts.english() : Texts.chinese();
        try {
            QrCodeState code = codes.create(check.check(params)).state();
            return params.get("f").equals("xml") ? xml(code) : Reply.html(page(code, params, texts));
        } catch (RefusedException e) {
            return Reply.html(error.fill(Texts.chinese()).with("text", e.text()).toString());
        }
    }

    /** Returns the fresh QR code that the new look requests in place of an old one. */
    private static Reply xml(QrCodeState code) {
        return Reply.of(
                200,
                "text/xml; charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<root><uuid><![CDATA[" + code.uuid()
                        + "]]></uuid></root>\n");
    }

    private String page(QrCodeState code, Params params, Texts texts) {
        boolean lite = params.get("stylelite").equals("1");
        Authorization authorization = code.authorization();
        CallbackUrl callback = authorization.callbackUrl();
        return (lite ? newLook : oldLook)
                .fill(texts)
                .with("lang", texts.isEnglish() ? "en" : "zh-CN")
                .with("appName", authorization.app().name())
                .with("uuid", code.uuid())
                .with("selfRedirect", params.get("self_redirect"))
                .with("beforeCode", callback.beforeCode())
                .with("afterCode", callback.afterCode())
                .with("declined", decliningReturnsState ? callback.declined() : "")
                .with("look", lite ? "new" : "old")
                .with("style", params.get("style").equals("white") ? "white" : "black")
                .with("embedded", params.get("login_type").equals("jssdk") ? "true" : "false")
                .with("scheme", colourScheme(params.get("color_scheme")))
                .with("customStyle", lite ? "" : customStyle(params.get("href")))
                .with("firstPoll", timings.polling().first().toMillis())
                .with("pollAgain", timings.polling().again().toMillis())
                .with("pollAfterScan", timings.polling().afterScan().toMillis())
                .with("pollAfterFailure", timings.polling().afterFailure().toMillis())
                .with("pollTimeout", timings.polling().timeout().toMillis())
                .toString();
    }

    private static String colourScheme(String wanted) {
        return wanted.equals("auto") || wanted.equals("dark") ? wanted : "light";
    }

    /** Returns the site's own style sheet: https, or a base64 data URL of CSS. Anything else is ignored. */
    private static String customStyle(String href) {
        boolean accepted = href.startsWith("https://") || href.startsWith("data:text/css;base64,");
        return accepted ? "<link rel=\"stylesheet\" href=\"" + Html.escape(href) + "\">" : "";
    }
}
