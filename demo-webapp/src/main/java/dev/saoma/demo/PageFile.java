package dev.saoma.demo;

import dev.saoma.sandbox.WeChatSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of the demonstration's hosted page, with secrets that live as long as the demonstration. */
final class PageFile {
    static final String APP_ID = "wx00000000000d3e30";
    static final String ACCOUNT_ID = "wx0000000000acc010";
    static final String SHOP_SERVER = "shop-server";

    private static final String CLIENT_ID = "order-desk";
    private static final String OFFICIAL_ACCOUNT =
            "  officialAccount: { appId: " + ACCOUNT_ID + ", appSecret: \"${env:WECHAT_ACCOUNT_SECRET}\" }";

    final String appSecret = secret();
    final String accountSecret = secret();
    final String clientSecret = secret();
    final String shopSecret = secret();

    private final DemoSiteBuilder options;
    private final Urls urls;

    PageFile(DemoSiteBuilder options, Urls urls) {
        this.options = options;
        this.urls = urls;
    }

    /**
     * The URLs of the parts.
     *
     * @param pageInside the page's own address, without a front
     * @param application the legacy WAR, with its context path
     * @param console the hosted page's console; null where there is none
     */
    record Urls(
            URI page,
            URI wechat,
            URI pageInside,
            URI application,
            URI shop,
            @Nullable URI console) {}

    /** Writes the settings into {@code folder}, with the files that they name. */
    Path write(Path folder, WeChatSandbox sandbox) throws IOException {
        Files.writeString(folder.resolve("users.yaml"), users(sandbox));
        return Files.writeString(folder.resolve("page.yaml"), yaml(sandbox));
    }

    /** Returns the variables that the settings refer to as {@code ${env:…}}. */
    Map<String, String> environment() {
        return Map.of(
                "WECHAT_SECRET", appSecret,
                "WECHAT_ACCOUNT_SECRET", accountSecret,
                "ORDER_DESK_SECRET", clientSecret,
                "SHOP_SECRET", shopSecret);
    }

    private String yaml(WeChatSandbox sandbox) {
        return """
                issuer: %s
                hosts: ["%s"]
                qrLifetime: %s
                wechat:
                  appId: %s
                  appSecret: ${env:WECHAT_SECRET}
                  subject: unionid
                  openUrl: %s
                  apiUrl: %s
                %s
                users: users.yaml
                keys:
                  signing: signing-key.json
                  cookie: %s
                """.formatted(
                                urls.page(),
                                urls.pageInside().getRawAuthority(),
                                options.qrLifetime,
                                APP_ID,
                                urls.wechat(),
                                sandbox.uri(),
                                options.officialAccount ? OFFICIAL_ACCOUNT : "",
                                secret())
                + applications()
                + options.applications
                + options.pageSettings
                + (options.admission.isEmpty()
                        ? ""
                        : "directory: { admission: " + options.admission + options.database + " }\n")
                + (urls.console() == null ? "" : "console: { url: \"" + urls.console() + "\" }\n");
    }

    private String applications() {
        return """
                applications:
                  - clientId: %s
                    name: 订单台 Order desk
                    clientSecret: ${env:ORDER_DESK_SECRET}
                    redirectUris:
                      - {application}/saoma/callback
                    postLogoutRedirectUris:
                      - {application}/saoma/signed-out
                    backChannelLogoutUri: {application}/saoma/backchannel-logout
                  - clientId: shop
                    name: 竹器店 Bamboo shop
                    origins: ["{shop}"]
                  - clientId: shop-authing
                    name: 竹器店 Bamboo shop
                    origins: ["{shop}"]
                    redirectUris: ["{shop}/authing.html"]
                    authingSdk: true
                  - clientId: shop-plain
                    name: 竹器店 Bamboo shop
                    origins: ["{shop}"]
                    redirectUris: ["{shop}/plain.html"]
                  - clientId: %s
                    name: 竹器店 Bamboo shop
                    clientSecret: ${env:SHOP_SECRET}
                    redirectUris: ["%s"]
                """.formatted(CLIENT_ID, SHOP_SERVER, libraryCallback())
                .replace("{application}", urls.application().toString())
                .replace("{shop}", urls.shop().toString());
    }

    /** Returns the redirect URI of the shop's server. */
    URI libraryCallback() {
        return URI.create(urls.shop() + LibraryPages.CALLBACK);
    }

    private String users(WeChatSandbox sandbox) {
        return options.roles.entrySet().stream()
                .map(entry -> sandbox.users().get(entry.getKey()).unionid() + ": { roles: " + entry.getValue() + " }")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
