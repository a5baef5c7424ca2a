package dev.saoma.e2e.support;

import com.microsoft.playwright.Browser.NewContextOptions;

/** Browsers other than a desktop's, by their User-Agent. */
public final class Devices {
    public static final String WECHAT_ON_PHONE = "Mozilla/5.0 (Linux; Android 14; V2309A Build/UP1A) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36"
            + " MicroMessenger/8.0.53.2740(0x28003533) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64";
    public static final String WECHAT_ON_COMPUTER = "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 NetType/WIFI"
            + " MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c11) XWEB/11275 Flue";
    public static final String PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/142.0.0.0 Mobile Safari/537.36";

    /** Chromium on a desktop, with its own User-Agent. */
    public static final String COMPUTER = "";

    private Devices() {}

    /** Returns the options of a browser with this User-Agent. */
    public static NewContextOptions of(String userAgent) {
        if (userAgent.equals(COMPUTER)) {
            return new NewContextOptions();
        }
        return userAgent.contains(" Mobile ") ? phone(userAgent) : computer(userAgent);
    }

    /** Returns the options of a browser on a phone: small, with touch. */
    public static NewContextOptions phone(String userAgent) {
        return new NewContextOptions()
                .setLocale("zh-CN")
                .setUserAgent(userAgent)
                .setViewportSize(390, 844)
                .setIsMobile(true)
                .setHasTouch(true);
    }

    public static NewContextOptions computer(String userAgent) {
        return new NewContextOptions().setLocale("zh-CN").setUserAgent(userAgent);
    }
}
