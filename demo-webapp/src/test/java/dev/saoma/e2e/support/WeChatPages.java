package dev.saoma.e2e.support;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.qr.QrCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the QR code that a browser is showing, and hands it to the sandbox's phone. */
public final class WeChatPages {
    private static final String IMAGE = "img[src*='/connect/qrcode/']";
    private static final Pattern UUID = Pattern.compile("/connect/qrcode/([^/?#]+)");

    private final WeChatSandbox sandbox;

    public WeChatPages(WeChatSandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Returns the QR code inside the login page. */
    public QrCode inFrameOf(Page loginPage) {
        return shownBy(frameOf(loginPage).locator(IMAGE));
    }

    /** Returns the QR code in that frame of WeChat's. */
    public QrCode inFrame(FrameLocator frame) {
        return shownBy(frame.locator(IMAGE));
    }

    /**
     * Returns the QR code of WeChat's own page, in a tab or a window. In a headless browser, Playwright sometimes sees nothing
     * visible in a window that has navigated to another site, so the code only has to be present.
     */
    public QrCode in(Page page) {
        return of(page.locator(IMAGE), WaitForSelectorState.ATTACHED);
    }

    public FrameLocator frameOf(Page loginPage) {
        return loginPage.frameLocator("#wechat-frame");
    }

    private QrCode shownBy(Locator image) {
        return of(image, WaitForSelectorState.VISIBLE);
    }

    private QrCode of(Locator image, WaitForSelectorState state) {
        image.waitFor(new Locator.WaitForOptions().setState(state));
        Matcher uuid = UUID.matcher(image.getAttribute("src"));
        if (!uuid.find()) {
            throw new AssertionError("not the address of a QR code: " + image.getAttribute("src"));
        }
        return sandbox.qrCode(uuid.group(1)).orElseThrow();
    }

    /**
     * Waits until the second in which the last page began has passed. Pages that began in the same second as a sign-in do not
     * continue with it, and no user scans a code so fast.
     */
    public static void waitForTheNextSecond(Page page) {
        long second = System.currentTimeMillis() / 1000;
        page.waitForCondition(() -> System.currentTimeMillis() / 1000 > second);
    }
}
