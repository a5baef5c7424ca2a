package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;

/** A person's hand, which counts what it does: each click, each field that is clicked into to type, and each tap on the phone. */
final class Hand {
    private int clicks;

    int clicks() {
        return clicks;
    }

    /** Follows a link from outside of the browser, or an address that is kept. */
    void open(Page tab, String address) {
        clicks++;
        tab.navigate(address);
    }

    void click(Page tab, String what) {
        clicks++;
        tab.click(what);
    }

    void type(Page tab, String field, String text) {
        click(tab, field);
        tab.keyboard().insertText(text);
    }

    /** What the clipboard holds after a click on that button. */
    String copy(Page tab, String button) {
        tab.evaluate("navigator.clipboard.writeText('')");
        click(tab, button);
        tab.waitForCondition(() -> !clipboard(tab).isEmpty());
        return clipboard(tab);
    }

    private static String clipboard(Page tab) {
        return (String) tab.evaluate("navigator.clipboard.readText()");
    }

    /** Scans, and taps what the phone asks for. */
    void scan(QrCode code, SandboxUser user) {
        clicks++;
        code.scanAs(user);
        clicks++;
        code.confirm();
    }
}
