package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;

/**
 * A person's hand, which counts its actions: each click, each field clicked to type into, and each tap on the phone.
 */
final class Hand {
    private int clicks;

    int clicks() {
        return clicks;
    }

    /** Follows a link from outside the browser, or a bookmark. */
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

    /** Returns what the clipboard holds after a click on that button. */
    String copy(Page tab, String button) {
        tab.evaluate("navigator.clipboard.writeText('')");
        click(tab, button);
        tab.waitForCondition(() -> !clipboard(tab).isEmpty());
        return clipboard(tab);
    }

    private static String clipboard(Page tab) {
        return (String) tab.evaluate("navigator.clipboard.readText()");
    }

    /** Scans the code, and confirms on the phone. */
    void scan(QrCode code, SandboxUser user) {
        clicks++;
        code.scanAs(user);
        clicks++;
        code.confirm();
    }
}
